/** What all views of the administration have in common: they want a key, and lead to each other. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { number, t } from '../language.js';
import { forget, key } from '../session.js';
import { credentials } from './credentials.js';

const ROOMS = [
  ['training', '#/admin'],
  ['models', '#/admin/models'],
  ['audit', '#/admin/audit'],
  ['receipts', '#/admin/receipts'],
];

/**
 * A view of the administration.
 *
 * @param frame the view's frame
 * @param {string} name one of the rooms
 * @param {() => void} begin asks for what is shown; called once there is a key
 * @param {() => unknown} content what is shown then
 */
export function office(frame, name, begin, content) {
  const door = credentials(frame, {
    onReady() {
      begin();
      frame.update();
    },
  });
  const leave = () => {
    forget();
    frame.go('/');
  };

  const rooms = () => html`
    <div class="row rooms">
      <nav aria-label=${t('office.rooms')}>
        <ul>
          ${ROOMS.map(
            ([room, address]) => html`<li>
              <a href=${address} aria-current=${room === name ? 'page' : nothing}>${t(`office.${room}`)}</a>
            </li>`,
          )}
        </ul>
      </nav>
      <button type="button" class="quiet" @click=${leave}>${t('office.leave')}</button>
    </div>
  `;

  if (key()) begin();
  return {
    title: () => `${t(`office.${name}`)} · ${t('shell.admin')}`,
    render: () => html`
      <h1 tabindex="-1">${t('shell.admin')}</h1>
      ${key() ? [rooms(), content()] : [html`<p class="lede">${t('office.needsKey')}</p>`, door.render()]}
    `,
  };
}

const SECONDS = { H: 3600, M: 60, S: 1 };

/** An ISO 8601 duration of hours, minutes and seconds, as people write it. */
export function duration(text) {
  let seconds = 0;
  for (const [, count, unit] of text.matchAll(/([\d.]+)([HMS])/g)) seconds += count * SECONDS[unit];
  const whole = Math.round(seconds);
  if (whole >= 60) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${number(seconds, { maximumFractionDigits: seconds < 10 ? 1 : 0 })} s`;
}
