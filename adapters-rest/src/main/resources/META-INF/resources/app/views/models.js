/** The generations: compare two of them, and have one serve. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { Fetched, emptyNotice, problemNotice } from '../fetched.js';
import { dayAndTime, number, t } from '../language.js';
import { confirmation } from '../parts/dialog.js';
import { duration, office } from '../parts/office.js';

const RANKING = ['ndcgAt10', 'recallAt20', 'mapAt20', 'coverageAt10', 'noveltyAt10', 'diversityAt10'];

export function open(frame) {
  const models = new Fetched(frame, (signal) => ask('/admin/models', { query: { limit: 20 }, signal }));
  const compared = new Fetched(frame, (signal) =>
    Promise.all(chosen.map((generation) => ask(`/admin/models/${generation}`, { signal }))),
  );
  let chosen = [];
  let problem;
  const dialog = confirmation(frame);

  async function begin() {
    await models.load();
    if (!models.value) return;
    const all = models.value.models.map((model) => model.generation);
    const serving = models.value.models.find((model) => model.standing === 'serving')?.generation ?? all[0];
    chosen = [serving, all.find((each) => each !== serving)].filter(Boolean);
    if (chosen.length) compared.load();
  }

  const choose = (place) => (event) => {
    chosen[place] = event.target.value;
    compared.load();
  };

  const activate = (model) => async () => {
    const { generation } = model;
    const byForce = !model.passed && !model.forced;
    const agreed = await dialog.ask({
      title: t('models.activateThis', { generation }),
      text: `${t('models.sure')} ${byForce ? t('models.refused') : ''}`,
      agree: t('models.yes'),
    });
    if (!agreed) return;
    problem = undefined;
    try {
      await ask(`/admin/models/${generation}/activate`, {
        method: 'POST',
        query: { force: byForce ? true : undefined },
      });
      frame.announce(t('models.activated', { generation }));
    } catch (failure) {
      problem = failure;
    }
    begin();
  };

  const list = ({ models }) =>
    models.length
      ? html`
          <div class="scroll" role="region" tabindex="0" aria-labelledby="models">
            <table>
              <thead>
                <tr>
                  <th scope="col">${t('models.generation')}</th>
                  <th scope="col">${t('models.standing')}</th>
                  <th scope="col">${t('training.dataset')}</th>
                  <th scope="col">${t('models.gate')}</th>
                  <th scope="col" class="number">${t('quality.ndcgAt10')}</th>
                  <th scope="col" class="number">${t('quality.rmse')}</th>
                  <td></td>
                </tr>
              </thead>
              <tbody>
                ${models.map(
                  (model) => html`<tr>
                    <th scope="row">${model.generation}</th>
                    <td>${t(`models.stands.${model.standing}`)}</td>
                    <td>${model.dataset}</td>
                    <td>${gate(model)}</td>
                    <td class="number">${four(model.figures.ndcgAt10)}</td>
                    <td class="number">${four(model.figures.rmse)}</td>
                    <td>
                      ${model.standing === 'stored'
                        ? html`<button
                            type="button"
                            aria-label=${t('models.activateThis', { generation: model.generation })}
                            @click=${activate(model)}
                          >
                            ${t('models.activate')}
                          </button>`
                        : nothing}
                    </td>
                  </tr>`,
                )}
              </tbody>
            </table>
          </div>
          ${models.length > 1 ? comparison(models) : nothing}
        `
      : emptyNotice(t('models.none'));

  const comparison = (all) => html`
    <section aria-labelledby="compare">
      <h2 id="compare">${t('models.compare')}</h2>
      <div class="row">
        ${[0, 1].map(
          (place) => html`<div class="field">
            <label for="model-${place}">${t(place ? 'models.with' : 'models.one')}</label>
            <select id="model-${place}" @change=${choose(place)}>
              ${all.map(
                ({ generation }) =>
                  html`<option value=${generation} ?selected=${generation === chosen[place]}>${generation}</option>`,
              )}
            </select>
          </div>`,
        )}
      </div>
      ${compared.render({ ready: sideBySide })}
    </section>
  `;

  const sideBySide = (two) => html`
    <div class="scroll ${compared.loading ? 'stale' : ''}" role="region" tabindex="0" aria-labelledby="compare">
      <table>
        <thead>
          <tr>
            <td></td>
            ${two.map((model) => html`<th scope="col">${model.generation}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${ROWS.map(
            ([name, value]) => html`<tr>
              <th scope="row">${name()}</th>
              ${two.map((model) => html`<td>${value(model)}</td>`)}
            </tr>`,
          )}
        </tbody>
      </table>
    </div>
  `;

  return office(frame, 'models', begin, () => [
    problem ? problemNotice(problem) : nothing,
    html`<h2 id="models">${t('office.models')}</h2>`,
    models.render({ ready: list }),
    dialog.render(),
  ]);
}

const four = (value) => number(value, { minimumFractionDigits: 4, maximumFractionDigits: 4 });

const gate = ({ passed, forced }) => t(passed ? 'models.passed' : forced ? 'models.forced' : 'models.failed');

const beside = (own, baseline) => t('models.beside', { own: four(own), baseline: four(baseline) });

/** What two generations are compared by: a name, and a model's own. */
const ROWS = [
  [() => t('models.standing'), (model) => t(`models.stands.${model.standing}`)],
  [() => t('models.made'), (model) => dayAndTime(model.createdAt)],
  [() => t('models.gate'), (model) => gate({ passed: model.verdict.passed, forced: model.forced })],
  [
    () => t('models.reasons'),
    (model) =>
      html`<ul class="plain small">
        ${model.verdict.comparisons.map(
          ({ measure, reference, candidate, other, acceptable }) =>
            html`<li>
              ${acceptable ? '✓' : '✗'} ${t(`models.measure.${measure}`)} ${four(candidate)} / ${four(other)}
              (${t(`models.reference.${reference}`)})
            </li>`,
        )}
        ${model.verdict.remarks.map((remark) => html`<li lang="en">${remark}</li>`)}
      </ul>`,
  ],
  ...RANKING.map((kind) => [
    () => t(`quality.${kind}`),
    ({ evaluation }) => beside(evaluation.ranking[kind], evaluation.popularity[kind]),
  ]),
  [() => t('quality.rmse'), ({ evaluation }) => beside(evaluation.stars.rmse, evaluation.biases.rmse)],
  [() => t('quality.mae'), ({ evaluation }) => beside(evaluation.stars.mae, evaluation.biases.mae)],
  [() => t('training.dataset'), ({ inputs }) => inputs.data.name],
  [() => t('models.hash'), ({ inputs }) => html`<code>${inputs.data.sha256.slice(0, 16)}…</code>`],
  [() => t('dashboard.movies'), ({ counts }) => number(counts.movies)],
  [() => t('dashboard.ratings'), ({ counts }) => number(counts.ratings)],
  [() => t('dashboard.viewers'), ({ counts }) => number(counts.viewers)],
  [() => t('models.starModel'), ({ inputs }) => parameters(inputs.parameters.stars)],
  [() => t('models.rankingModel'), ({ inputs }) => parameters(inputs.parameters.ranking)],
  [
    () => t('models.durations'),
    ({ durations }) =>
      html`<ul class="plain small">
        ${Object.entries(durations).map(
          ([stage, took]) => html`<li>${t(`training.stage.${stage}`)}: ${duration(took)}</li>`,
        )}
      </ul>`,
  ],
];

const parameters = (model) =>
  html`<ul class="plain small">
    ${Object.entries(model).map(
      ([name, value]) => html`<li>${t(`training.parameter.${name}`)}: ${number(value)}</li>`,
    )}
  </ul>`;
