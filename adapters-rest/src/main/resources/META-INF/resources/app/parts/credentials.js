/** Asks for a key or token, and makes sure that it is one before it is kept. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { problemNotice } from '../fetched.js';
import { t } from '../language.js';
import { keepKey, keepViewer } from '../session.js';

/**
 * @param frame the view's frame
 * @param {object} how
 * @param {boolean} [how.withViewer] whether to ask for a viewer's id, too
 * @param {() => void} how.onReady   told when key (and viewer) are kept
 * @returns {{render: () => unknown}}
 */
export function credentials(frame, { withViewer = false, onReady }) {
  let problem;
  let checking = false;

  async function submit(event) {
    event.preventDefault();
    const { key, viewer } = event.target.elements;
    checking = true;
    problem = undefined;
    frame.update();
    try {
      // A wrong key is refused everywhere, also where none is needed.
      await ask('/movies/popular', { query: { limit: 1 }, as: key.value.trim(), signal: frame.signal });
    } catch (refusal) {
      if (refusal.name === 'AbortError') return;
      // A server without a model yet has accepted the key all the same.
      if (refusal.kind !== 'no-model-yet') problem = refusal;
    }
    checking = false;
    if (problem) {
      frame.update();
      document.getElementById('key')?.focus();
      return;
    }
    keepKey(key.value.trim());
    if (withViewer) keepViewer(viewer.value.trim());
    onReady();
  }

  return {
    render: () => html`
      <form class="form" @submit=${submit}>
        ${withViewer
          ? html`<div class="field">
              <label for="viewer">${t('credentials.viewer')}</label>
              <input id="viewer" name="viewer" required pattern="[A-Za-z0-9._\\-]{1,64}" maxlength="64" autocomplete="off" spellcheck="false" />
            </div>`
          : nothing}
        <div class="field">
          <label for="key">${t('credentials.key')}</label>
          <input
            id="key"
            name="key"
            type="password"
            required
            autocomplete="off"
            aria-describedby="key-kept"
            aria-invalid=${problem?.status === 401 ? 'true' : nothing}
          />
          <small id="key-kept" class="soft">${t('credentials.kept')}</small>
        </div>
        ${problem?.status === 401
          ? html`<p class="error" role="alert">${t('credentials.wrong')}</p>`
          : problem
            ? problemNotice(problem)
            : nothing}
        <div><button class="primary" aria-disabled=${checking}>${t('credentials.open')}</button></div>
      </form>
    `,
  };
}
