/** What has been asked for: loading, there, empty or failed, and how that looks. */
import { html, nothing } from './lib/lit-html/lit-html.js';
import { t } from './language.js';

/**
 * Something that is fetched for a view. While it is fetched again, what was there stays to be seen; what is asked
 * for last wins. After a problem that passes (503 with Retry-After, 429, offline) it asks again by itself.
 */
export class Fetched {
  #frame;
  #ask;
  #left;
  #timer;

  /**
   * @param frame the view's frame
   * @param {(signal: AbortSignal) => Promise} ask
   */
  constructor(frame, ask) {
    this.#frame = frame;
    this.#ask = ask;
    this.value = undefined;
    this.problem = undefined;
    this.loading = false;
    frame.signal.addEventListener('abort', () => this.#stop());
  }

  /** Asks, or asks again; answers when it is there or has failed. */
  async load() {
    this.#stop();
    const left = (this.#left = new AbortController());
    this.loading = true;
    this.#frame.update();
    try {
      const value = await this.#ask(left.signal);
      if (left.signal.aborted) return;
      this.value = value;
      this.problem = undefined;
    } catch (problem) {
      if (left.signal.aborted) return;
      if (problem.name === 'AbortError') return;
      this.problem = problem;
      if (problem.retryAfter) this.#timer = setTimeout(() => this.load(), problem.retryAfter * 1000);
    }
    this.loading = false;
    this.#frame.update();
  }

  /** Forgets what was fetched. */
  clear() {
    this.#stop();
    this.value = this.problem = undefined;
    this.loading = false;
  }

  /**
   * @param {object} how
   * @param {(value) => unknown} how.ready
   * @param {() => unknown} [how.waiting]   in the place of what is not there yet
   * @param {(problem) => unknown} [how.failed] answers with nothing where the usual notice does
   */
  render({ ready, waiting = () => skeleton(3), failed }) {
    const there = this.value === undefined ? nothing : ready(this.value);
    if (this.problem) {
      const notice = failed?.(this.problem) ?? problemNotice(this.problem, () => this.load());
      return this.problem.retryAfter ? html`${notice}${there}` : notice;
    }
    if (there !== nothing) return there;
    return this.loading ? waiting() : nothing;
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#left?.abort();
  }
}

/** Grey bars where something will be. */
export const skeleton = (lines) => html`
  <div class="skeleton" aria-busy="true">
    <span class="unseen">${t('shell.loading')}</span>
    ${Array.from({ length: lines }, () => html`<div aria-hidden="true"></div>`)}
  </div>
`;

/** Says that there is nothing, and what to do about it. */
export const emptyNotice = (text, action = nothing) => html`<div class="notice"><p>${text}</p>${action}</div>`;

const KNOWN = new Set([
  'offline',
  'unauthenticated',
  'forbidden',
  'no-model-yet',
  'store-unavailable',
  'too-many-requests',
  'unknown-movie',
  'erased',
  'processing-restricted',
  'internal-error',
]);

/** Tells of a problem, and offers to try again where somebody says how. */
export function problemNotice(problem, retry) {
  const kind = KNOWN.has(problem.kind) ? problem.kind : undefined;
  const text = kind
    ? t(`problem.${kind}`, { role: problem.body?.role ?? '' })
    : (problem.kind && problem.message) || t('problem.unexpected');
  return html`
    <div class="notice problem" role="alert">
      <p>${text}</p>
      ${problem.retryAfter
        ? html`<p class="small">${t('problem.again', { count: problem.retryAfter })}</p>`
        : nothing}
      ${problem.status === 401 || problem.status === 403
        ? html`<p><a href="#/key">${t('problem.key')}</a></p>`
        : nothing}
      ${retry ? html`<button type="button" @click=${retry}>${t('problem.retry')}</button>` : nothing}
    </div>
  `;
}
