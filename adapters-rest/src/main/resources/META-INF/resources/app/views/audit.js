/** The audit trail: who did what, and whether somebody tampered with it. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { Fetched, emptyNotice } from '../fetched.js';
import { dayAndTime, number, t } from '../language.js';
import { office } from '../parts/office.js';

const PAGE = 20;

export function open(frame) {
  let from;
  let whole = false;
  const trail = new Fetched(frame, (signal) =>
    ask('/governance/audit', { query: { limit: PAGE, from, verify: whole ? 'full' : undefined }, signal }),
  );
  const turn = (to) => () => {
    from = to;
    whole = false;
    trail.load();
  };
  const verify = async () => {
    whole = true;
    await trail.load();
    if (trail.value) frame.announce(verdict(trail.value.verification));
  };

  const verdict = ({ whole, first, last, detail }) =>
    whole ? t(last ? 'audit.whole' : 'audit.empty', { first, last }) : t('audit.broken', { detail });

  const entries = ({ entries, verification }) => {
    const shown = [...entries].sort((one, other) => other.sequence - one.sequence);
    const newest = shown[0]?.sequence;
    const oldest = shown.at(-1)?.sequence;
    return html`
      <p class="notice ${verification.whole ? '' : 'problem'}">${verdict(verification)}</p>
      <div class="row">
        <button type="button" ?disabled=${trail.loading} @click=${verify}>${t('audit.verify')}</button>
        <button type="button" ?disabled=${!(oldest > 1)} @click=${turn(Math.max(1, oldest - PAGE))}>${t('audit.older')}</button>
        <button type="button" ?disabled=${from === undefined} @click=${turn(undefined)}>${t('audit.newest')}</button>
      </div>
      ${newest
        ? html`<div class="scroll ${trail.loading ? 'stale' : ''}" role="region" tabindex="0" aria-labelledby="trail">
            <table>
              <thead>
                <tr>
                  ${['place', 'time', 'actor', 'action', 'payload'].map((column) => html`<th scope="col">${t(`audit.${column}`)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${shown.map(
                  (entry) => html`<tr>
                    <th scope="row">${number(entry.sequence)}</th>
                    <td>${entry.time ? dayAndTime(entry.time) : '–'}</td>
                    <td><code>${entry.actor ?? '–'}</code></td>
                    <td>${entry.action ?? t('audit.unreadable')}</td>
                    <td>
                      <code>${entry.payload ?? '–'}</code>
                      ${entry.subject ? html`<br /><span class="small soft">${t('audit.subject')} <code>${entry.subject}</code></span>` : nothing}
                    </td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>`
        : emptyNotice(t('audit.empty'))}
    `;
  };

  return office(frame, 'audit', () => trail.load(), () => [
    html`<h2 id="trail">${t('office.audit')}</h2>`,
    html`<p class="soft">${t('audit.text')}</p>`,
    trail.render({ ready: entries }),
  ]);
}
