/** One viewer: what they are recommended and why, what they rated, and their rights. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask, send } from '../api.js';
import { Fetched, emptyNotice, problemNotice, skeleton } from '../fetched.js';
import { day, dayAndTime, starsText, t } from '../language.js';
import { chosenFilters, movieFilters } from '../parts/filters.js';
import { credentials } from '../parts/credentials.js';
import { confirmation } from '../parts/dialog.js';
import { expected, movieList, why } from '../parts/movies.js';
import { keepingPlace } from '../parts/place.js';
import { starsToGive } from '../parts/stars.js';
import { forget, forgetViewer, key, viewer } from '../session.js';

const PORTION = 12;
const MOST = 96;
const REASONS = 3;

/** Looks again whether an erasure is complete. */
const LOOK_AGAIN_MS = 5000;

export function open(frame) {
  let shown;

  const start = () => {
    shown = key() && viewer() ? viewerPage(frame, leave) : undefined;
    frame.update();
    requestAnimationFrame(() => document.querySelector('main h1')?.focus());
  };
  const entrance = credentials(frame, { withViewer: true, onReady: start });

  function leave(entirely) {
    if (entirely) forget();
    else forgetViewer();
    start();
  }

  if (key() && viewer()) shown = viewerPage(frame, leave);

  return {
    title: () => t('viewer.title'),
    changed: () => shown?.changed(),
    render: () =>
      shown
        ? shown.render()
        : html`
            <h1 tabindex="-1">${t('viewer.title')}</h1>
            <p class="lede">${t('viewer.lede')}</p>
            ${entrance.render()}
          `,
  };
}

function viewerPage(frame, leave) {
  const id = viewer();
  const path = `/users/${encodeURIComponent(id)}`;
  let limit = PORTION;
  let ratingsShown = PORTION;
  let busy;
  let failed;
  let doing = Promise.resolve();
  let receipt;
  let lookAgain;
  const dialog = confirmation(frame);
  const filters = movieFilters(frame);

  const best = new Fetched(frame, (signal) => {
    const { genres, ...others } = chosenFilters(frame.query);
    return ask(`${path}/recommendations`, {
      query: { limit, reasons: REASONS, genre: genres, ...others },
      signal,
    });
  });
  const ratings = new Fetched(frame, (signal) =>
    ask(`${path}/ratings`, { query: { limit: ratingsShown }, signal }),
  );
  const consents = new Fetched(frame, (signal) => ask(`${path}/consents`, { signal }));

  function loadAll() {
    best.load();
    ratings.load();
    consents.load();
  }
  loadAll();
  frame.signal.addEventListener('abort', () => clearTimeout(lookAgain));

  /** Does one thing after another, in the order in which they were asked for, and tells how it went. */
  function act(what, work, done) {
    doing = doing.then(async () => {
      busy = what;
      failed = undefined;
      frame.update();
      try {
        await work();
        if (done) frame.announce(done);
      } catch (problem) {
        failed = { what, problem };
      }
      busy = undefined;
      frame.update();
    });
    return doing;
  }

  const isErased = () => receipt !== undefined || best.value?.notPersonalised === 'erased';

  const problemOf = (what) => (failed?.what === what ? problemNotice(failed.problem) : nothing);

  const changeRating = (movie, how) =>
    keepingPlace(async () => {
      await ask(`${path}/ratings/${movie.id}`, how);
      await Promise.all([best.load(), ratings.load()]);
    });

  const rate = (movie, given) =>
    act(
      'ratings',
      () => changeRating(movie, { method: 'PUT', body: { stars: given } }),
      t('home.rated', { title: movie.title, stars: starsText(given) }),
    );

  const takeBack = (movie) =>
    act(
      'ratings',
      () => changeRating(movie, { method: 'DELETE' }),
      t('home.takenBack', { title: movie.title }),
    );

  const stars = (movie, list, given) =>
    isErased()
      ? nothing
      : starsToGive({
          movie,
          list,
          stars: given,
          onRate: (chosen) => rate(movie, chosen),
          onTakeBack: () => takeBack(movie),
        });

  const decide = (purpose, allowed) =>
    act(
      'consents',
      async () => {
        consents.value = await ask(`${path}/consents/${purpose}`, { method: 'PUT', body: { allowed } });
        await best.load();
      },
      t(allowed ? 'viewer.allowedNow' : 'viewer.refusedNow', { purpose: t(`viewer.purposes.${purpose}`) }),
    );

  const restrict = (restricted) =>
    act(
      'restriction',
      async () => {
        await ask(`${path}/restriction`, { method: restricted ? 'PUT' : 'DELETE' });
        await Promise.all([consents.load(), best.load()]);
      },
      t(restricted ? 'viewer.restrictedNow' : 'viewer.lifted'),
    );

  const exportData = (accept, name) =>
    act(
      'export',
      async () => {
        const answer = await send(`${path}/data`, { accept });
        save(await answer.blob(), name);
      },
      t('viewer.exported', { name }),
    );

  async function erase() {
    const agreed = await dialog.ask({
      title: t('viewer.eraseTitle'),
      text: t('viewer.eraseText'),
      agree: t('viewer.eraseAgree'),
      phrase: t('viewer.erasePhrase'),
    });
    if (!agreed) return;
    await act(
      'erasure',
      async () => {
        receipt = await ask(path, { method: 'DELETE' });
        watchErasure();
        loadAll();
      },
      t('viewer.erased'),
    );
    requestAnimationFrame(() => document.getElementById('receipt')?.focus());
  }

  /** The receipt says when the last bytes have left the disk. */
  function watchErasure() {
    if (receipt.state === 'complete' || frame.signal.aborted) return;
    lookAgain = setTimeout(async () => {
      try {
        receipt = await ask(receipt.link.replace(/^\/api\/v1/, ''), { signal: frame.signal });
        frame.update();
      } catch {
        // It is looked for again; what is shown stays true.
      }
      watchErasure();
    }, LOOK_AGAIN_MS);
  }

  function recommendations() {
    return html`<section aria-labelledby="best">
      <h2 id="best" tabindex="-1">${t('viewer.recommendations')}</h2>
      ${filters.render()}
      ${best.render({
        waiting: () => skeleton(4),
        ready: (answer) => html`
          ${answer.notPersonalised
            ? html`<div class="notice"><p>${t(`viewer.not-personalised.${answer.notPersonalised}`)}</p></div>`
            : nothing}
          ${answer.stale ? html`<p class="soft">${t('viewer.stale')}</p>` : nothing}
          ${answer.recommendations.length
            ? movieList(answer.recommendations, {
                ranked: true,
                stale: best.loading,
                details: (item) =>
                  html`${expected(item)} ${why(item, { whose: 'viewer' })} ${stars(item.movie, 'best')}`,
              })
            : emptyNotice(t('home.none'))}
          ${answer.recommendations.length === limit && limit < MOST
            ? html`<button type="button" @click=${() => ((limit = limit + PORTION), best.load())}>${t('home.more')}</button>`
            : nothing}
        `,
      })}
    </section>`;
  }

  function rated() {
    return html`<section aria-labelledby="rated">
      <h2 id="rated" tabindex="-1">${t('viewer.ratings')}</h2>
      ${problemOf('ratings')}
      ${ratings.render({
        ready: (answer) =>
          answer.total === 0
            ? emptyNotice(t('viewer.noRatings'))
            : html`
                <p class="soft">${t('viewer.rated', { count: answer.total })}</p>
                ${movieList(answer.ratings, {
                  stale: ratings.loading,
                  details: (item) => html`<p>${day(item.time)}</p>${stars(item.movie, 'rated', item.stars)}`,
                })}
                ${answer.total > answer.ratings.length && ratingsShown < MOST
                  ? html`<button
                      type="button"
                      @click=${() => ((ratingsShown = ratingsShown + PORTION), ratings.load())}
                    >
                      ${t('home.more')}
                    </button>`
                  : nothing}
              `,
      })}
    </section>`;
  }

  function rights() {
    return html`<section aria-labelledby="rights">
      <h2 id="rights">${t('viewer.rights')}</h2>
      <h3>${t('viewer.export')}</h3>
      <p>${t('viewer.exportText')}</p>
      <p class="row">
        <button type="button" aria-disabled=${busy === 'export'} @click=${() => exportData('application/json', 'cinephile-data.json')}>
          ${t('viewer.exportJson')}
        </button>
        <button type="button" aria-disabled=${busy === 'export'} @click=${() => exportData('application/zip', 'cinephile-data.zip')}>
          ${t('viewer.exportZip')}
        </button>
      </p>
      ${problemOf('export')}
      ${isErased() ? nothing : choices()}
      <h3>${t('viewer.erase')}</h3>
      ${erasure()} ${problemOf('erasure')}
    </section>`;
  }

  const choices = () => html`
    <h3>${t('viewer.consents')}</h3>
    ${consents.render({ ready: decisions })} ${problemOf('consents')} ${problemOf('restriction')}
  `;

  function erasure() {
    if (receipt) return proof();
    if (isErased()) return html`<p>${t('problem.erased')}</p>`;
    return html`
      <p>${t('viewer.eraseText')}</p>
      <button type="button" class="danger" aria-disabled=${busy === 'erasure'} @click=${erase}>${t('viewer.eraseButton')}</button>
    `;
  }

  const decisions = (answer) => html`
    <p>${t(`viewer.basis.${answer.legalBasis}`)}</p>
    <fieldset class="purposes">
      <legend class="unseen">${t('viewer.consents')}</legend>
      ${answer.purposes.map(
        (standing) => html`<label class="purpose">
          <input
            type="checkbox"
            .checked=${standing.allowed}
            ?disabled=${answer.restricted !== undefined}
            @change=${(event) => decide(standing.purpose, event.target.checked)}
          />
          <span>
            <b>${t(`viewer.purposes.${standing.purpose}`)}</b>
            <span class="small soft">${t(`viewer.uses.${standing.purpose}`)}</span>
            ${standing.decision
              ? html`<span class="small soft">${t('viewer.decided', { time: dayAndTime(standing.decision.time) })}</span>`
              : nothing}
          </span>
        </label>`,
      )}
    </fieldset>
    <h3>${t('viewer.restriction')}</h3>
    <p>
      ${answer.restricted
        ? t('viewer.restrictedSince', { time: dayAndTime(answer.restricted) })
        : t('viewer.restrictionText')}
    </p>
    <button type="button" aria-disabled=${busy === 'restriction'} @click=${() => restrict(!answer.restricted)}>
      ${t(answer.restricted ? 'viewer.lift' : 'viewer.restrict')}
    </button>
  `;

  const proof = () => html`<div class="notice">
    <h3 id="receipt" tabindex="-1">${t('viewer.receipt')}</h3>
    <p>${t(receipt.state === 'complete' ? 'viewer.complete' : 'viewer.atWork')}</p>
    <pre tabindex="0" aria-labelledby="receipt">${JSON.stringify(receipt.receipt, undefined, 2)}</pre>
    <p class="small">${t('viewer.signed', { algorithm: receipt.algorithm, key: receipt.key })}</p>
    <button
      type="button"
      @click=${() => save(new Blob([JSON.stringify(receipt, undefined, 2)], { type: 'application/json' }), 'cinephile-receipt.json')}
    >
      ${t('viewer.saveReceipt')}
    </button>
  </div>`;

  return {
    changed: () => best.load(),
    render: () => html`
      <h1 tabindex="-1">${t('viewer.of', { id })}</h1>
      <p class="row">
        <span class="soft">${t('credentials.kept')}</span>
        <button type="button" @click=${() => leave(false)}>${t('viewer.another')}</button>
        <button type="button" @click=${() => leave(true)}>${t('viewer.leave')}</button>
      </p>
      ${recommendations()} ${rated()} ${rights()} ${dialog.render()}
    `,
  };
}

function save(blob, name) {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}
