/** Tonight: a title and what its audience recommends, a visitor's own stars and what follows from them. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { Fetched, emptyNotice, skeleton } from '../fetched.js';
import { starsText, t } from '../language.js';
import { chosenFilters, movieFilters } from '../parts/filters.js';
import { credits, expected, movieList, poster, why } from '../parts/movies.js';
import { keepingPlace } from '../parts/place.js';
import { titleSearch } from '../parts/search.js';
import { starsToGive } from '../parts/stars.js';
import * as taste from '../taste.js';

const PORTION = 12;
const MOST = 96;
const REASONS = 2;

export function open(frame) {
  let title = '';
  let limits = { title: PORTION, yours: PORTION };

  const byTitle = new Fetched(frame, async (signal) => {
    const { genres, ...others } = chosenFilters(frame.query);
    const answer = await ask('/recommendations', {
      query: { title, limit: limits.title, genre: genres, ...others },
      signal,
    });
    frame.announce(t('home.listed', { count: answer.recommendations.length, title: answer.match.title }));
    return answer;
  });

  const yours = new Fetched(frame, (signal) =>
    ask('/recommendations', {
      method: 'POST',
      body: {
        ratings: taste.all().map(({ movie, stars }) => ({ movie: movie.id, stars })),
        options: { ...chosenFilters(frame.query), limit: limits.yours, reasons: REASONS },
      },
      signal,
    }),
  );

  const search = titleSearch(frame, (text) => frame.setQuery({ title: text }));
  const filters = movieFilters(frame);

  function follow() {
    limits = { title: PORTION, yours: PORTION };
    const wanted = frame.query.get('title') ?? '';
    if (wanted !== title) byTitle.clear();
    title = wanted;
    if (title) byTitle.load();
    yours.load();
  }

  async function rated(change, message) {
    change();
    await keepingPlace(() => yours.load());
    frame.announce(message);
  }

  const stars = (movie, list) =>
    starsToGive({
      movie,
      list,
      stars: taste.starsOf(movie.id),
      onRate: (given) =>
        rated(
          () => taste.rate(movie, given),
          t('home.rated', { title: movie.title, stars: starsText(given) }),
        ),
      onTakeBack: () =>
        rated(() => taste.takeBack(movie.id), t('home.takenBack', { title: movie.title })),
    });

  function more(list, fetched) {
    return () => {
      limits = { ...limits, [list]: Math.min(limits[list] + PORTION, MOST) };
      fetched.load();
    };
  }

  function recommendations(list, fetched, items, audience) {
    if (items.length === 0) return emptyNotice(t('home.none'));
    return html`
      ${movieList(items, {
        ranked: true,
        stale: fetched.loading,
        details: (item) => html`${expected(item)} ${why(item, { audience })} ${stars(item.movie, list)}`,
      })}
      ${items.length === limits[list] && limits[list] < MOST
        ? html`<button type="button" @click=${more(list, fetched)}>${t('home.more')}</button>`
        : nothing}
    `;
  }

  function answerToTitle() {
    if (!title) return nothing;
    return html`<section aria-labelledby="by-title">
      <h2 id="by-title" tabindex="-1">
        ${t('home.byTitle', { title: byTitle.value?.match.title ?? title })}
      </h2>
      ${byTitle.render({
        waiting: () => skeleton(4),
        failed: (problem) => (problem.kind === 'unknown-title' ? noSuchTitle(problem) : undefined),
        ready: (answer) => html`
          <div class="card match">
            ${poster(answer.match)}
            <div>
              <h3><a href="#/movies/${answer.match.id}">${answer.match.title}</a></h3>
              <p class="soft">${credits(answer.match)}</p>
              <p>${audience(answer.audience)}</p>
              ${answer.stale ? html`<p class="soft">${t('home.stale')}</p>` : nothing}
              ${stars(answer.match, 'match')}
              ${answer.otherCandidates.length
                ? html`<p>${t('home.meant')} ${titles(answer.otherCandidates.slice(0, 5))}</p>`
                : nothing}
            </div>
          </div>
          ${recommendations('title', byTitle, answer.recommendations, answer.audience)}
        `,
      })}
    </section>`;
  }

  const audience = ({ viewers, fans, voters }) =>
    `${t('home.viewers', { count: viewers })} ${t('home.fans', { count: fans })} ${t('home.voters', { count: voters })}`;

  const titles = (movies) =>
    movies.map((movie, index) => {
      const text = movie.year ? `${movie.title} (${movie.year})` : movie.title;
      return html`${index ? ', ' : ''}<a href="#/?${new URLSearchParams({ title: text })}">${text}</a>`;
    });

  function noSuchTitle(problem) {
    const nearest = problem.body.nearest ?? [];
    return html`<div class="notice" role="alert">
      <p>${t('home.unknown', { title })}</p>
      ${nearest.length ? html`<p>${t('home.meant')} ${titles(nearest)}</p>` : nothing}
    </div>`;
  }

  function yourProgramme() {
    const count = taste.all().length;
    return html`<section aria-labelledby="yours">
      <h2 id="yours" tabindex="-1">${count ? t('home.yours') : t('home.begin')}</h2>
      <p class="soft">${count ? t('home.from', { count }) : t('home.invitation')}</p>
      ${yours.render({
        waiting: () => skeleton(4),
        ready: (answer) => recommendations('yours', yours, answer.recommendations),
      })}
    </section>`;
  }

  function yourRatings() {
    const all = taste.all();
    if (all.length === 0) return nothing;
    return html`<section aria-labelledby="given">
      <h2 id="given">${t('home.given')}</h2>
      <p class="soft">${t('home.kept')}</p>
      ${movieList(all, { details: ({ movie }) => stars(movie, 'given') })}
      <button type="button" @click=${() => rated(taste.forgetAll, t('home.forgotten'))}>
        ${t('home.forget')}
      </button>
    </section>`;
  }

  follow();

  return {
    title: () => t('shell.home'),
    changed: follow,
    render: () => html`
      <h1 tabindex="-1">${t('home.title')}</h1>
      <p class="lede">${t('home.lede')}</p>
      ${search.render(title)} ${filters.render()} ${answerToTitle()} ${yourProgramme()} ${yourRatings()}
    `,
  };
}
