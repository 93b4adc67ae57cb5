/** Training runs: begin one, watch it, end it. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { events } from '../events.js';
import { Fetched, emptyNotice, problemNotice } from '../fetched.js';
import { dayAndTime, number, percent, t } from '../language.js';
import { duration, office } from '../parts/office.js';

const STAGES = ['waiting', 'sourcing', 'evaluating', 'training', 'publishing', 'activating'];
const OVER = new Set(['succeeded', 'refused', 'skipped', 'cancelled', 'failed']);

/** After a stream that broke off. */
const PAUSE = 2000;

/** What may be told otherwise than configured: its bounds are those of the API. */
const PARAMETERS = [
  { name: 'recommendations', min: 1, max: 1000 },
  { name: 'seed', min: 0, max: 2147483647 },
  { name: 'stars.rank', min: 1, max: 512 },
  { name: 'stars.iterations', min: 1, max: 100 },
  { name: 'stars.regularisation', min: 0, max: 100, step: 'any' },
  { name: 'ranking.rank', min: 1, max: 512 },
  { name: 'ranking.iterations', min: 1, max: 100 },
  { name: 'ranking.regularisation', min: 0, max: 100, step: 'any' },
  { name: 'ranking.alpha', min: 0, max: 1000, step: 'any' },
];

export function open(frame) {
  const runs = new Fetched(frame, (signal) => ask('/admin/training-runs', { query: { limit: 20 }, signal }));
  let watched;
  let run;
  let problem;
  let stream = new AbortController();
  frame.signal.addEventListener('abort', () => stream.abort());

  async function begin() {
    await runs.load();
    const newest = runs.value?.runs[0];
    if (newest) watch(newest.id);
  }

  async function watch(id) {
    if (id === watched) return;
    watched = id;
    run = problem = undefined;
    stream.abort();
    stream = new AbortController();
    const { signal } = stream;
    while (!signal.aborted) {
      try {
        for await (const event of events(`/admin/training-runs/${id}/events`, signal)) {
          told(event.data);
          if (event.name === 'ended') return ended();
        }
      } catch (failure) {
        if (signal.aborted) return;
        if (failure.status >= 400 && failure.status < 500) {
          problem = failure;
          return frame.update();
        }
      }
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }

  function told(now) {
    if (run && now.progress.stage !== run.progress.stage) frame.announce(t(`training.stage.${now.progress.stage}`));
    run = now;
    frame.update();
  }

  function ended() {
    frame.announce(t(`training.state.${run.state}`));
    runs.load();
  }

  async function start(event) {
    event.preventDefault();
    const form = event.target;
    const body = {};
    if (form.elements.dataset.value.trim()) body.dataset = form.elements.dataset.value.trim();
    for (const { name } of PARAMETERS) {
      const value = form.elements[name].value;
      if (value === '') continue;
      const [group, part] = name.split('.');
      if (part) (body[group] ??= {})[part] = Number(value);
      else body[group] = Number(value);
    }
    await acted(async () => {
      const begun = await ask('/admin/training-runs', {
        method: 'POST',
        query: { force: form.elements.force.checked ? true : undefined },
        body,
      });
      watch(begun.id);
    });
  }

  const cancel = () => acted(() => ask(`/admin/training-runs/${run.id}`, { method: 'DELETE' }));

  async function acted(action) {
    problem = undefined;
    try {
      await action();
    } catch (failure) {
      problem = failure;
    }
    runs.load();
  }

  const wish = ({ name, min, max, step = 1 }) => html`
    <div class="field">
      <label for=${name}>${t(`training.parameter.${name.replace('.', '-')}`)}</label>
      <input id=${name} name=${name} type="number" min=${min} max=${max} step=${step} placeholder=${t('training.usual')} />
    </div>
  `;

  const form = () => html`
    <h2>${t('training.start')}</h2>
    <form @submit=${start}>
      <div class="form">
        <div class="field">
          <label for="dataset">${t('training.dataset')}</label>
          <input id="dataset" name="dataset" maxlength="4096" placeholder=${t('training.usual')} aria-describedby="dataset-text" />
          <p id="dataset-text" class="small soft">${t('training.datasetText')}</p>
        </div>
        <details>
          <summary>${t('training.parameters')}</summary>
          <div class="filters">${PARAMETERS.map(wish)}</div>
        </details>
        <label class="row"><input type="checkbox" name="force" /> <span>${t('training.force')}</span></label>
        <div><button class="primary">${t('training.begin')}</button></div>
      </div>
    </form>
  `;

  const stage = (name, i) => {
    const reached = STAGES.indexOf(run.progress.stage);
    const over = OVER.has(run.state);
    const here = i === reached && !over;
    const took = run.durations[name];
    return html`
      <li aria-current=${here ? 'step' : nothing} data-done=${took ? '' : nothing}>
        <span>${t(`training.stage.${name}`)}</span>
        <span class="soft small">
          ${here ? percent(run.progress.fraction) : took ? duration(took) : ''}
        </span>
      </li>
    `;
  };

  const live = () => {
    if (!run) return nothing;
    const over = OVER.has(run.state);
    const done = over ? 1 : (STAGES.indexOf(run.progress.stage) + run.progress.fraction) / STAGES.length;
    return html`
      <section aria-labelledby="run">
        <h2 id="run">${t('training.run', { id: run.id })}</h2>
        <p><strong class="state" data-state=${run.state}>${t(`training.state.${run.state}`)}</strong></p>
        ${over
          ? nothing
          : html`
              <progress max="1" .value=${done} aria-label=${t('training.progress')}></progress>
              <p class="soft">
                ${run.progress.activity}${run.remaining ? ` · ${t('training.remaining', { time: duration(run.remaining) })}` : ''}
              </p>
            `}
        <ol class="stages">${STAGES.map(stage)}</ol>
        ${run.reason ? html`<p class="notice">${run.reason}</p>` : nothing} ${figures(run.figures)}
        ${run.log ? html`<details><summary>${t('training.log')}</summary><pre tabindex="0">${run.log.join('\n')}</pre></details>` : nothing}
        ${over
          ? nothing
          : html`<button type="button" class="danger" ?disabled=${run.cancelWanted} @click=${cancel}>
              ${t(run.cancelWanted ? 'training.ending' : 'training.cancel')}
            </button>`}
      </section>
    `;
  };

  const figures = ({ dataQuality, evaluation, generation, published }) => {
    const four = (value) => number(value, { minimumFractionDigits: 4, maximumFractionDigits: 4 });
    const facts = [
      dataQuality && [t('dashboard.ratings'), number(dataQuality.ratingsKept)],
      dataQuality && [t('dashboard.viewers'), number(dataQuality.viewers)],
      evaluation && [t('quality.ndcgAt10'), four(evaluation.ranking.ndcgAt10)],
      evaluation && [`${t('quality.ndcgAt10')}, ${t('dashboard.popularity')}`, four(evaluation.popularity.ndcgAt10)],
      evaluation && [t('quality.rmse'), four(evaluation.stars.rmse)],
      published && [t('training.published'), number(published.viewers)],
      generation && [t('models.generation'), html`<a href="#/admin/models">${generation}</a>`],
    ].filter(Boolean);
    return facts.length
      ? html`<dl class="facts">${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`
      : nothing;
  };

  const list = ({ runs }) =>
    runs.length
      ? html`
          <div class="scroll" role="region" tabindex="0" aria-labelledby="runs">
            <table>
              <thead>
                <tr>
                  ${['name', 'at', 'by', 'dataset', 'outcome'].map((column) => html`<th scope="col">${t(`training.${column}`)}</th>`)}
                </tr>
              </thead>
              <tbody>
                ${runs.map(
                  (each) => html`<tr>
                    <th scope="row">
                      <button type="button" class="quiet" aria-pressed=${each.id === watched} @click=${() => watch(each.id)}>
                        ${each.id}
                      </button>
                    </th>
                    <td>${dayAndTime(each.requestedAt)}</td>
                    <td>${t(`training.trigger.${each.trigger}`)}</td>
                    <td>${each.dataset}</td>
                    <td>${t(`training.state.${each.state}`)}</td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>
        `
      : emptyNotice(t('training.none'));

  return office(frame, 'training', begin, () => [
    problem ? problemNotice(problem) : nothing,
    live(),
    form(),
    html`<h2 id="runs">${t('training.runs')}</h2>`,
    runs.render({ ready: list }),
  ]);
}
