/** One movie: facts, how it was rated, what resembles it. */
import { html, nothing, svg } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { Fetched, emptyNotice, problemNotice, skeleton } from '../fetched.js';
import { genreName, number, percent, starsText, t } from '../language.js';
import { movieList, poster } from '../parts/movies.js';
import { starsToGive } from '../parts/stars.js';
import * as taste from '../taste.js';

const NEIGHBOURS = 12;

export function open(frame) {
  const path = `/movies/${encodeURIComponent(frame.params.id)}`;
  const found = new Fetched(frame, async (signal) => (await ask(path, { signal })).movie);
  const ratings = new Fetched(frame, (signal) => ask(`${path}/ratings`, { signal }));
  const similar = new Fetched(
    frame,
    async (signal) => (await ask(`${path}/similar`, { query: { limit: NEIGHBOURS }, signal })).movies,
  );
  found.load().then(() => {
    if (found.problem) return;
    ratings.load();
    similar.load();
  });

  const rate = (movie, given) => {
    taste.rate(movie, given);
    frame.announce(t('movie.rated', { title: movie.title, stars: starsText(given) }));
    frame.update();
  };

  const takeBack = (movie) => {
    taste.takeBack(movie.id);
    frame.announce(t('movie.takenBack', { title: movie.title }));
    frame.update();
  };

  const stars = (movie, list) =>
    starsToGive({
      movie,
      list,
      stars: taste.starsOf(movie.id),
      onRate: (given) => rate(movie, given),
      onTakeBack: () => takeBack(movie),
    });

  const facts = (movie) => html`
    <div class="hero">
      ${poster(movie, 'large')}
      <div>
        <h1 tabindex="-1">${movie.title}</h1>
        <dl class="facts">
          ${movie.year ? fact('movie.year', String(movie.year)) : nothing}
          ${fact('movie.genres', movie.genres.map(genreName).join(', ') || t('movie.noGenres'))}
          ${fact('movie.ratings', number(movie.ratings))}
          ${movie.meanStars === undefined
            ? nothing
            : fact('movie.mean', html`<span class="given">★ ${starsText(movie.meanStars)}</span>`)}
        </dl>
        <p><b>${t('movie.yours')}</b></p>
        ${stars(movie, 'own')}
        <p>
          <a class="button primary" href="#/?${new URLSearchParams({ title: titled(movie) })}"
            >${t('movie.recommend')}</a
          >
        </p>
      </div>
    </div>
  `;

  return {
    title: () => found.value?.title ?? t('movie.title'),
    render: () =>
      found.render({
        waiting: () => html`<h1 tabindex="-1">${t('movie.title')}</h1>${skeleton(4)}`,
        failed: (problem) =>
          html`<h1 tabindex="-1">${t('movie.title')}</h1>${problemNotice(
              problem,
              problem.kind === 'unknown-movie' ? undefined : () => found.load(),
            )}<p><a href="#/">${t('problem.home')}</a></p>`,
        ready: (movie) => html`
          ${facts(movie)}
          <section aria-labelledby="distribution">
            <h2 id="distribution">${t('movie.distribution')}</h2>
            ${ratings.render({ ready: distribution })}
          </section>
          <section aria-labelledby="similar">
            <h2 id="similar">${t('movie.similar')}</h2>
            ${similar.render({
              ready: (movies) =>
                movies.length
                  ? movieList(movies, {
                      details: (item) => html`
                        <p>${t('movie.similarity', { share: percent(Math.max(0, item.similarity)) })}</p>
                        ${stars(item.movie, 'similar')}
                      `,
                    })
                  : emptyNotice(t('movie.alone')),
            })}
          </section>
        `,
      }),
  };
}

const titled = (movie) => (movie.year ? `${movie.title} (${movie.year})` : movie.title);

const fact = (key, value) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`;

/** A table whose bars repeat what its numbers say. */
function distribution({ total, stars }) {
  if (total === 0) return emptyNotice(t('movie.unrated'));
  const most = Math.max(...stars.map(({ ratings }) => ratings));
  // A data set of whole stars needs no rows for halves.
  const whole = stars.every((each) => Number.isInteger(each.stars) || each.ratings === 0);
  return html`<table class="distribution">
    <thead>
      <tr>
        <th scope="col">${t('movie.stars')}</th>
        <th scope="col" class="number">${t('movie.ratings')}</th>
        <th scope="col" class="number">${t('movie.share')}</th>
        <td></td>
      </tr>
    </thead>
    <tbody>
      ${stars
        .filter((each) => !whole || Number.isInteger(each.stars))
        .reverse()
        .map(
          (each) => html`<tr>
            <th scope="row">${number(each.stars)} <span aria-hidden="true">★</span></th>
            <td class="number">${number(each.ratings)}</td>
            <td class="number">${percent(each.ratings / total)}</td>
            <td class="bar" aria-hidden="true">
              <svg preserveAspectRatio="none" viewBox="0 0 100 1">
                ${svg`<rect width=${(100 * each.ratings) / most} height="1" />`}
              </svg>
            </td>
          </tr>`,
        )}
    </tbody>
  </table>`;
}
