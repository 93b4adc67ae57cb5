/** Movies in lists: a poster made of nothing but type and colour, facts, and why. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { repeat } from '../lib/lit-html/directives/repeat.js';
import { genreName, starsText, t } from '../language.js';

/** A poster in the colours of a movie's first telling genre. It says nothing that is not said beside it. */
export function poster(movie, size = '') {
  return html`<div class="poster ${size}" data-genre=${tellingGenre(movie.genres)} data-turn=${movie.id % 3} aria-hidden="true">
    <b>${movie.title}</b><span>${movie.year ?? ''}</span>
  </div>`;
}

/** Drama and comedy say less than what else a movie is. */
function tellingGenre(genres) {
  return genres.find((genre) => genre !== 'Drama' && genre !== 'Comedy') ?? genres[0] ?? '';
}

/** Year and genres in a line. */
export const credits = (movie) =>
  [movie.year, movie.genres.map(genreName).join(', ')].filter(Boolean).join(' · ');

/**
 * A list of movies, best first.
 *
 * @param {{movie}[]} items
 * @param {object} how
 * @param {boolean} [how.ranked] whether each has its place in front of it
 * @param {boolean} [how.stale]  whether another list is on its way
 * @param {(item) => unknown} [how.details] what stands below the credits
 */
export function movieList(items, { ranked = false, stale = false, details = () => nothing }) {
  return html`<ol class="movies ${stale ? 'stale' : ''}" role="list" aria-busy=${stale}>
    ${repeat(
      items,
      ({ movie }) => movie.id,
      (item, index) => html`<li class="card">
        ${poster(item.movie)}
        <div>
          <h3>
            ${ranked ? html`<span class="rank">${item.rank ?? index + 1}.</span> ` : nothing}<a
              href="#/movies/${item.movie.id}"
              >${item.movie.title}</a
            >
          </h3>
          <p class="soft">${credits(item.movie)}</p>
          ${details(item)}
        </div>
      </li>`,
    )}
  </ol>`;
}

/** What somebody is expected to give; nothing where that is unknown. */
export const expected = (item) =>
  item.predictedStars === undefined
    ? nothing
    : html`<p>${t('why.expected', { stars: starsText(item.predictedStars) })}</p>`;

/**
 * Why a movie is recommended, in a sentence.
 *
 * @param item     a recommendation as the server answers it
 * @param {object} [audience]  whose vote it was
 * @param {string} whose  `you` where the reasons are the reader's own ratings, else `viewer`
 */
export function why(item, { audience, whose = 'you' } = {}) {
  return html`<p class="why">${sentence(item, audience, whose)}</p>`;
}

function sentence(item, audience, whose) {
  if (item.source === 'audience' && audience) {
    return t('why.audience', { count: item.supporters, voters: audience.voters });
  }
  const carrying = (item.reasons ?? []).filter(({ share }) => share > 0);
  if (carrying.length === 0) return t(`why.${item.source}`);
  const movies = carrying
    .map(({ movie, stars }) => t('why.given', { title: movie.title, stars: starsText(stars) }))
    .join(', ');
  const shared = [...new Set(carrying.flatMap(({ sharedGenres }) => sharedGenres))].slice(0, 3);
  const because = t(`why.because-${whose}`, { movies });
  return shared.length ? `${because} ${t('why.shared', { genres: shared.map(genreName).join(', ') })}` : because;
}
