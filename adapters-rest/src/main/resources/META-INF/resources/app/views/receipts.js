/** Receipts of erasures: how far one is, and whether the receipt is genuine. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask, send } from '../api.js';
import { Fetched } from '../fetched.js';
import { dayAndTime, number, t } from '../language.js';
import { office } from '../parts/office.js';

export function open(frame) {
  let wanted;
  const receipt = new Fetched(frame, async (signal) => {
    const erasure = await ask(`/governance/erasures/${wanted}`, { signal });
    const pem = await (await send('/governance/erasures/key', { accept: 'application/x-pem-file', signal })).text();
    return { erasure, genuine: await isGenuine(erasure, pem) };
  });

  const look = async (event) => {
    event.preventDefault();
    wanted = event.target.elements.receipt.value.trim();
    await receipt.load();
    if (receipt.value) frame.announce(t(`receipts.${receipt.value.genuine}`));
  };

  const form = () => html`
    <form class="form" @submit=${look}>
      <div class="field">
        <label for="receipt">${t('receipts.number')}</label>
        <input id="receipt" name="receipt" required pattern="[0-9a-f]{32}" maxlength="32" autocomplete="off" aria-describedby="receipt-text" />
        <p id="receipt-text" class="small soft">${t('receipts.numberText')}</p>
      </div>
      <div><button class="primary">${t('receipts.look')}</button></div>
    </form>
  `;

  const shown = ({ erasure, genuine }) => {
    const told = erasure.receipt;
    return html`
      <section aria-labelledby="found">
        <h3 id="found">${t('receipts.found', { receipt: told.receipt })}</h3>
        <p class="notice ${genuine === 'forged' ? 'problem' : ''}">${t(`receipts.${genuine}`)}</p>
        <dl class="facts">
          <div><dt>${t('receipts.state')}</dt><dd>${t(`receipts.is.${told.state}`)}</dd></div>
          <div><dt>${t('receipts.requested')}</dt><dd>${dayAndTime(told.requested)}</dd></div>
          ${told.completed
            ? html`<div><dt>${t('receipts.completed')}</dt><dd>${dayAndTime(told.completed)}</dd></div>`
            : nothing}
        </dl>
        <div class="scroll" role="region" tabindex="0" aria-label=${t('receipts.deletions')}>
          <table>
            <caption>${t('receipts.deletions')}</caption>
            <thead>
              <tr>
                <th scope="col">${t('receipts.from')}</th>
                <th scope="col">${t('audit.time')}</th>
                <th scope="col" class="number">${t('receipts.items')}</th>
              </tr>
            </thead>
            <tbody>
              ${told.deletions.map(
                (each) => html`<tr>
                  <th scope="row" lang="en">${each.from}</th>
                  <td>${dayAndTime(each.time)}</td>
                  <td class="number">${number(each.items)}</td>
                </tr>`,
              )}
            </tbody>
          </table>
        </div>
        <h3>${t('receipts.remains')}</h3>
        <ul lang="en">${told.remains.map((each) => html`<li>${each}</li>`)}</ul>
      </section>
    `;
  };

  return office(frame, 'receipts', () => {}, () => [
    html`<h2>${t('office.receipts')}</h2>`,
    html`<p class="soft">${t('receipts.text')}</p>`,
    form(),
    receipt.render({ ready: shown }),
  ]);
}

/** `genuine`, `forged`, or `unverified` where this browser cannot tell: older ones, and pages without HTTPS. */
async function isGenuine({ receipt, signature }, pem) {
  try {
    const key = await crypto.subtle.importKey('spki', bytes(pem.replace(/-----[^-]+-----|\s/g, '')), 'Ed25519', false, ['verify']);
    const text = new TextEncoder().encode(canonical(receipt));
    return (await crypto.subtle.verify('Ed25519', key, bytes(signature), text)) ? 'genuine' : 'forged';
  } catch {
    return 'unverified';
  }
}

const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));

/** As RFC 8785 has it: no blanks, and members in the order of their names. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const members = Object.keys(value)
    .sort()
    .map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`);
  return `{${members.join(',')}}`;
}
