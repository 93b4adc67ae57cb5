/** Stars to give: a group of radio buttons, of which a keyboard reaches each. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { live } from '../lib/lit-html/directives/live.js';
import { starsText, t } from '../language.js';

/** Who chooses with arrow keys passes over stars on the way; only where they rest is meant. */
const REST_MS = 800;

let resting;

/** Calls back once nothing else is chosen for the same movie; another movie does not make it wait. */
function afterRest(name, milliseconds, act) {
  clearTimeout(resting?.timer);
  if (resting && resting.name !== name) resting.act();
  const done = () => {
    resting = undefined;
    act();
  };
  resting = { name, act, timer: setTimeout(done, milliseconds) };
}

/**
 * @param {object} how
 * @param {{id, title}} how.movie
 * @param {string} how.list      tells the movie's stars in one list from those in another
 * @param {number} [how.stars]   what was given, if anything was
 * @param {(stars: number) => void} how.onRate
 * @param {() => void} how.onTakeBack
 */
export function starsToGive({ movie, list, stars = 0, onRate, onTakeBack }) {
  // Of half stars none is chosen: what is lit and the number beside it tell.
  const halves = !Number.isInteger(stars);
  const name = `stars-${list}-${movie.id}`;
  const choose = (event) => {
    const chosen = Number(event.target.value);
    const withKeys = event.target.closest('fieldset').dataset.key !== undefined;
    afterRest(name, withKeys ? REST_MS : 0, () => onRate(chosen));
  };
  return html`
    <fieldset class="stars" @keydown=${byKey} @pointerdown=${byPointer}>
      <legend class="unseen">${t('stars.legend', { title: movie.title })}</legend>
      ${[1, 2, 3, 4, 5].map(
        (count) => html`<label ?data-lit=${halves && count <= stars}
          ><input type="radio" name=${name} value=${count} .checked=${live(count === stars)} @change=${choose} /><span
            class="unseen"
            >${t('stars.count', { count })}</span
          ></label
        >`,
      )}
      ${stars
        ? html`<span class="given small">${starsText(stars)}</span>
            <button type="button" class="quiet" aria-label=${t('stars.takeBack', { title: movie.title })} @click=${onTakeBack}>
              <span aria-hidden="true">✕</span>
            </button>`
        : nothing}
    </fieldset>
  `;
}

function byKey(event) {
  event.currentTarget.dataset.key = '';
}

function byPointer(event) {
  delete event.currentTarget.dataset.key;
}
