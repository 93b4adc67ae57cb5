/** What all viewers rated, and how well the model does. */
import { html } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { Fetched, emptyNotice, skeleton } from '../fetched.js';
import { genreName, language, number, starsText, t } from '../language.js';
import { figure, lyingBars, overTime, standingBars } from '../parts/chart.js';

const FEWEST_RATINGS = 20;

export function open(frame) {
  const fewestRatings = () => frame.query.get('from') ?? FEWEST_RATINGS;
  const activity = () => (frame.query.get('by') === 'year' ? 'year' : 'month');
  const figures = new Fetched(frame, (signal) =>
    ask('/statistics', { query: { limit: 10, fewestRatings: fewestRatings(), activity: activity() }, signal }),
  );
  figures.load();

  const moment = (from) =>
    new Intl.DateTimeFormat(language(), {
      timeZone: 'UTC',
      year: 'numeric',
      month: activity() === 'month' ? 'short' : undefined,
    }).format(new Date(from));

  const overview = (s) => html`
    <dl class="facts">
      ${[
        [t('dashboard.ratings'), number(s.ratings)],
        [t('dashboard.viewers'), number(s.viewers)],
        [t('dashboard.movies'), number(s.movies)],
        [t('dashboard.mean'), s.meanStars === undefined ? '–' : starsText(s.meanStars)],
      ].map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
  `;

  const popular = (s) =>
    figure({
      id: 'popular',
      title: t('dashboard.popular'),
      text: t('dashboard.popularText'),
      size: 'tall',
      option: lyingBars(
        s.popular.map((movie) => ({ name: movie.title, value: movie.ratings })),
        number,
      ),
      columns: [t('dashboard.movie'), t('dashboard.ratings'), t('dashboard.mean')],
      rows: s.popular.map((movie) => [link(movie), number(movie.ratings), starsText(movie.meanStars)]),
    });

  const genres = (s) =>
    figure({
      id: 'genres',
      title: t('dashboard.genres'),
      text: t('dashboard.genresText'),
      size: 'tall',
      option: lyingBars(
        s.genres.map((genre) => ({ name: genreName(genre.genre), value: genre.ratings })),
        number,
      ),
      columns: [t('dashboard.genre'), t('dashboard.movies'), t('dashboard.ratings'), t('dashboard.mean')],
      rows: s.genres.map((genre) => [
        genreName(genre.genre),
        number(genre.movies),
        number(genre.ratings),
        genre.meanStars === undefined ? '–' : starsText(genre.meanStars),
      ]),
    });

  const active = (s) =>
    figure({
      id: 'activity',
      title: t('dashboard.activity'),
      text: t('dashboard.activityText'),
      wide: true,
      controls: html`
        <fieldset class="chips">
          <legend class="unseen">${t('dashboard.by')}</legend>
          ${['month', 'year'].map(
            (each) => html`<label>
              <input type="radio" name="by" .checked=${each === activity()} @change=${() => frame.setQuery({ by: each })} />
              ${t(`dashboard.${each}`)}
            </label>`,
          )}
        </fieldset>
      `,
      option: overTime(
        s.activity.map((period) => moment(period.from)),
        { name: t('dashboard.ratings'), values: s.activity.map((period) => period.ratings) },
        { name: t('dashboard.active'), values: s.activity.map((period) => period.viewers) },
        number,
      ),
      columns: [t('dashboard.time'), t('dashboard.ratings'), t('dashboard.active')],
      rows: s.activity.map((period) => [moment(period.from), number(period.ratings), number(period.viewers)]),
    });

  const stars = (s) =>
    figure({
      id: 'stars',
      title: t('dashboard.stars'),
      text: t('dashboard.starsText', { count: s.ratings }),
      wide: true,
      option: standingBars(
        s.stars.map((verdict) => number(verdict.stars)),
        [{ name: t('dashboard.ratings'), values: s.stars.map((verdict) => verdict.ratings) }],
        number,
      ),
      columns: [t('dashboard.given'), t('dashboard.ratings')],
      rows: s.stars.map((verdict) => [number(verdict.stars), number(verdict.ratings)]),
    });

  const means = (id, movies) =>
    figure({
      id,
      title: t(`dashboard.${id}`),
      text: t('dashboard.meansText', { count: Number(fewestRatings()) }),
      option: lyingBars(
        movies.map((movie) => ({ name: movie.title, value: movie.meanStars })),
        starsText,
        { min: 0, max: 5 },
      ),
      columns: [t('dashboard.movie'), t('dashboard.mean'), t('dashboard.ratings')],
      rows: movies.map((movie) => [link(movie), starsText(movie.meanStars), number(movie.ratings)]),
    });

  const fewest = () => html`
    <div class="field wide">
      <label for="fewest">${t('dashboard.fewest')}</label>
      <input
        id="fewest"
        type="number"
        min="1"
        max="1000000"
        .value=${String(fewestRatings())}
        @change=${(event) => event.target.validity.valid && frame.setQuery({ from: event.target.value })}
      />
    </div>
  `;

  const quality = ({ quality: q }) => {
    if (!q) return '';
    const share = (value) => number(value, { minimumFractionDigits: 3, maximumFractionDigits: 3 });
    const kinds = ['ndcgAt10', 'recallAt20', 'mapAt20', 'coverageAt10', 'diversityAt10'];
    const names = kinds.map((kind) => t(`quality.${kind}`));
    const errors = ['rmse', 'mae'];
    return [
      figure({
        id: 'ranking',
        title: t('dashboard.ranking'),
        text: t('dashboard.rankingText', { count: q.rankedViewers }),
        option: standingBars(
          names,
          [
            { name: t('dashboard.model'), values: kinds.map((kind) => q.ranking[kind]) },
            { name: t('dashboard.popularity'), values: kinds.map((kind) => q.popularity[kind]) },
          ],
          share,
        ),
        columns: [t('dashboard.measure'), t('dashboard.model'), t('dashboard.popularity')],
        rows: kinds.map((kind, i) => [names[i], share(q.ranking[kind]), share(q.popularity[kind])]),
      }),
      figure({
        id: 'errors',
        title: t('dashboard.errors'),
        text: t('dashboard.errorsText', { count: q.testRatings }),
        option: standingBars(
          errors.map((kind) => t(`quality.${kind}`)),
          [
            { name: t('dashboard.model'), values: errors.map((kind) => q.stars[kind]) },
            { name: t('dashboard.biases'), values: errors.map((kind) => q.biases[kind]) },
          ],
          share,
        ),
        columns: [t('dashboard.measure'), t('dashboard.model'), t('dashboard.biases')],
        rows: errors.map((kind) => [t(`quality.${kind}`), share(q.stars[kind]), share(q.biases[kind])]),
      }),
    ];
  };

  const all = (s) => html`
    <div class=${figures.loading ? 'stale' : ''}>
      <p class="lede">${t('dashboard.lede', { generation: s.generation })}</p>
      ${overview(s)}
      <div class="figures">
        ${popular(s)} ${genres(s)} ${active(s)}
        ${s.best.length
          ? [means('best', s.best), means('worst', s.worst)]
          : html`<section class="wide">
              <h2>${t('dashboard.best')}</h2>
              ${emptyNotice(t('dashboard.tooFew'))}
            </section>`}
        ${fewest()}
        ${stars(s)} ${quality(s)}
      </div>
    </div>
  `;

  return {
    title: () => t('shell.dashboard'),
    render: () => html`
      <h1 tabindex="-1">${t('shell.dashboard')}</h1>
      ${figures.render({ ready: all, waiting: () => skeleton(4) })}
    `,
    changed: () => figures.load(),
  };
}

const link = (movie) => html`<a href="#/movies/${movie.id}">${movie.title}</a>`;
