/** Genres, years and diversity, as they stand in the query of the view's address. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { live } from '../lib/lit-html/directives/live.js';
import { ask } from '../api.js';
import { Fetched } from '../fetched.js';
import { genreName, number, percent, t } from '../language.js';

const PAUSE_MS = 250;
const FIRST_YEAR = 1870;
const LAST_YEAR = 2100;

/** What the query says about which movies may come, as the server takes it. */
export function chosenFilters(query) {
  return {
    genres: query.getAll('genre'),
    yearFrom: year(query.get('from')),
    yearTo: year(query.get('to')),
    diversity: share(query.get('diversity')),
  };
}

function year(text) {
  const value = Number.parseInt(text, 10);
  return value >= FIRST_YEAR && value <= LAST_YEAR ? value : undefined;
}

function share(text) {
  const value = Number.parseFloat(text);
  return value >= 0 && value <= 1 ? value : 0;
}

const count = ({ genres, yearFrom, yearTo, diversity }) =>
  genres.length + [yearFrom, yearTo, diversity].filter((each) => each).length;

/**
 * @param frame the view's frame
 * @returns {{render: () => unknown}}
 */
export function movieFilters(frame) {
  // Folded, so that the list is seen at once; not where the address already narrows it.
  const open = count(chosenFilters(frame.query)) > 0;
  let pause;
  const genres = new Fetched(frame, async (signal) =>
    Object.entries((await ask('/movies', { query: { limit: 1 }, signal })).genres),
  );
  genres.load();

  const change = (changes) => {
    clearTimeout(pause);
    pause = setTimeout(() => frame.setQuery(changes, { replace: true }), PAUSE_MS);
  };

  function chooseGenre(event) {
    const chosen = new Set(frame.query.getAll('genre'));
    if (event.target.checked) chosen.add(event.target.value);
    else chosen.delete(event.target.value);
    frame.setQuery({ genre: [...chosen] }, { replace: true });
  }

  function chooseYears(event) {
    const { from, to } = event.target.form.elements;
    if (from.validity.valid && to.validity.valid) change({ from: from.value, to: to.value });
  }

  const chooseDiversity = (event) =>
    change({ diversity: event.target.value === '0' ? undefined : event.target.value });

  const widen = () =>
    frame.setQuery({ genre: [], from: undefined, to: undefined, diversity: undefined }, { replace: true });

  return {
    render() {
      const chosen = chosenFilters(frame.query);
      const narrowing = count(chosen);
      return html`
        <details ?open=${open}>
          <summary>${t('filters.summary')}${narrowing ? html` <span class="given">(${number(narrowing)})</span>` : nothing}</summary>
          <form class="filters" aria-label=${t('filters.summary')} @submit=${(event) => event.preventDefault()}>
            <fieldset class="wide">
              <legend>${t('filters.genres')}</legend>
              <div class="chips">
                ${genres.render({
                  waiting: () => html`<span class="soft">${t('shell.loading')}</span>`,
                  failed: () => html`<span class="soft">${t('filters.noGenres')}</span>`,
                  ready: (all) =>
                    all.map(
                      ([genre]) => html`<label
                        ><input
                          type="checkbox"
                          value=${genre}
                          .checked=${live(chosen.genres.includes(genre))}
                          @change=${chooseGenre}
                        />${genreName(genre)}</label
                      >`,
                    ),
                })}
              </div>
            </fieldset>
            <fieldset>
              <legend>${t('filters.years')}</legend>
              <div class="years">
                <input type="number" name="from" min=${FIRST_YEAR} max=${LAST_YEAR} inputmode="numeric"
                  aria-label=${t('filters.from')} placeholder=${t('filters.from')}
                  .value=${chosen.yearFrom ?? ''} @input=${chooseYears} />
                <span aria-hidden="true">–</span>
                <input type="number" name="to" min=${FIRST_YEAR} max=${LAST_YEAR} inputmode="numeric"
                  aria-label=${t('filters.to')} placeholder=${t('filters.to')}
                  .value=${chosen.yearTo ?? ''} @input=${chooseYears} />
              </div>
            </fieldset>
            <div class="field">
              <label for="diversity">${t('filters.diversity')}</label>
              <input id="diversity" type="range" min="0" max="1" step="0.1"
                aria-valuetext=${percent(chosen.diversity)}
                .value=${String(chosen.diversity)} @input=${chooseDiversity} />
              <div class="ends small soft" aria-hidden="true">
                <span>${t('filters.fitting')}</span><span>${t('filters.different')}</span>
              </div>
            </div>
            ${narrowing ? html`<div class="wide"><button type="button" @click=${widen}>${t('filters.clear')}</button></div>` : nothing}
          </form>
        </details>
      `;
    },
  };
}
