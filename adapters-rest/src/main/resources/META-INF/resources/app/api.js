/** Asks the server. */
import { key } from './session.js';

const ROOT = 'api/v1';

/** Why an answer is none: a problem as RFC 9457 has it, or that the server could not be reached. */
export class Problem extends Error {
  /**
   * @param {string} kind     the last part of the problem's type, such as `unknown-title`; `offline` where nobody answered
   * @param {number} status   0 where nobody answered
   * @param {object} body     the problem as it was sent
   * @param {number} [retryAfter] seconds after which to ask again; absent where it makes no sense
   */
  constructor(kind, status, body, retryAfter) {
    super(body.detail ?? body.title ?? kind);
    this.kind = kind;
    this.status = status;
    this.body = body;
    this.retryAfter = retryAfter;
  }
}

/**
 * Asks for a path below /api/v1 and answers with the Response, of which only the headers have been read.
 *
 * @param {object} [how]
 * @param {string} [how.method]
 * @param {object} [how.query]   parameters; lists are repeated, what is undefined, null or empty is left out
 * @param {object} [how.body]    sent as JSON
 * @param {string} [how.accept]  the wanted media type, JSON by default
 * @param {string|null} [how.as] a key to ask with in the place of the session's
 * @param {AbortSignal} [how.signal]
 * @throws {Problem} if the server refuses or does not answer
 */
export async function send(path, { method = 'GET', query, body, accept, as, signal } = {}) {
  const headers = { Accept: accept ?? 'application/json' };
  const credential = as === undefined ? key() : as;
  if (credential) headers.Authorization = `Bearer ${credential}`;
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(`${ROOT}${path}${search(query)}`, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
      credentials: 'omit',
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem('offline', 0, {}, 5);
  }
  if (!answer.ok) throw await problem(answer);
  return answer;
}

/** The same, and reads the JSON that is answered; undefined where nothing is. */
export async function ask(path, how) {
  const answer = await send(path, how);
  return answer.status === 204 ? undefined : answer.json();
}

function search(query = {}) {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    for (const one of [value].flat()) {
      if (one !== undefined && one !== null && one !== '') parameters.append(name, one);
    }
  }
  const text = parameters.toString();
  return text ? `?${text}` : '';
}

async function problem(answer) {
  const body = await answer.json().catch(() => ({}));
  const kind = body.type?.split(':').pop() ?? 'unexpected';
  const retryAfter = Number(answer.headers.get('Retry-After')) || undefined;
  return new Problem(kind, answer.status, body, retryAfter);
}
