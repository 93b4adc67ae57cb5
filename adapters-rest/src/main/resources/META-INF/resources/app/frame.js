/** The shell around the views, and the way from an address to a view. */
import { html, nothing, render } from './lib/lit-html/lit-html.js';
import { LANGUAGES, keepLanguage, language, t } from './language.js';
import { isDark, toggleTheme } from './theme.js';
import { VIEWS } from './views.js';
import { problemNotice } from './fetched.js';
import { NoSuchView } from './views/missing.js';

let root;
let current;
let wanted = 0;
let rendering = false;

/** Renders the page into an element, and follows the address from then on. */
export function start(element) {
  root = element;
  addEventListener('hashchange', follow);
  follow();
}

/** Opens an address within the page, such as `/movies/50?from=home`. */
export function go(path) {
  location.hash = path;
}

function address() {
  const [path, query = ''] = (location.hash.slice(1) || '/').split('?', 2);
  return { path, query: new URLSearchParams(query) };
}

function match(path) {
  for (const view of VIEWS) {
    const names = [];
    const pattern = view.path.replace(/:(\w+)/g, (_, name) => (names.push(name), '([^/]+)'));
    const found = new RegExp(`^${pattern}/?$`).exec(path);
    if (found) {
      const params = Object.fromEntries(names.map((name, i) => [name, decoded(found[i + 1])]));
      return { view, params };
    }
  }
  return { view: NoSuchView, params: {} };
}

function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

async function follow() {
  const { path, query } = address();
  if (current?.path === path && current.opened?.changed) {
    current.frame.query = query;
    current.opened.changed();
    update();
    return;
  }
  current?.leave();
  const turn = ++wanted;
  const first = current === undefined;
  const { view, params } = match(path);
  const left = new AbortController();
  const mine = { path, view, left };
  mine.frame = {
    params,
    query,
    signal: left.signal,
    update,
    go,
    announce,
    setQuery(changes, { replace = false } = {}) {
      const changed = new URLSearchParams(mine.frame.query);
      for (const [name, value] of Object.entries(changes)) {
        changed.delete(name);
        for (const one of [value].flat()) {
          if (one !== undefined && one !== '') changed.append(name, one);
        }
      }
      const asked = changed.toString();
      const target = asked ? `#${path}?${asked}` : `#${path}`;
      if (replace) {
        history.replaceState(null, '', target);
        follow();
      } else location.hash = target;
    },
  };
  mine.leave = () => {
    left.abort();
    mine.opened?.close?.();
  };
  current = mine;
  // The former view stays until the next one is there; it rarely takes longer than a blink.
  try {
    const module = await view.load();
    if (turn !== wanted) return;
    mine.opened = module.open(mine.frame);
  } catch (failure) {
    if (turn !== wanted) return;
    mine.failure = failure;
  }
  draw();
  scrollTo(0, 0);
  if (!first) root.querySelector('main h1')?.focus();
}

/** Has the page rendered again before the next frame. */
export function update() {
  if (rendering) return;
  rendering = true;
  queueMicrotask(() => {
    rendering = false;
    if (current?.opened || current?.failure) draw();
  });
}

/** Says something to whoever does not see what changed. */
export function announce(text) {
  const region = root.querySelector('#announcement');
  if (!region) return;
  region.textContent = '';
  setTimeout(() => (region.textContent = text), 50);
}

function draw() {
  const name = current.opened?.title() ?? t('problem.title');
  document.title = `${name} · Cinephile`;
  const atTitle = document.activeElement.matches('main h1');
  render(shell(current), root);
  // The title of what is there now may be another element than that of what was being loaded.
  if (atTitle && document.activeElement === document.body) root.querySelector('main h1')?.focus();
}

async function speak(event) {
  await keepLanguage(event.target.value);
  update();
}

function shell({ view, opened, failure }) {
  return html`
    <a class="skip" href="#main" @click=${toMain}>${t('shell.skip')}</a>
    <header class="masthead">
      <div class="masthead-line">
        <a class="brand" href="#/">Cinephile</a>
        <nav aria-label=${t('shell.navigation')}>
          <ul>
            ${VIEWS.filter((each) => each.nav).map(
              (each) => html`<li>
                <a href="#${each.path}" aria-current=${each === view ? 'page' : nothing}>${t(each.nav)}</a>
              </li>`,
            )}
          </ul>
        </nav>
        <div class="settings">
          <label class="unseen" for="language">${t('shell.language')}</label>
          <select id="language" @change=${speak}>
            ${Object.entries(LANGUAGES).map(
              ([code, name]) =>
                html`<option value=${code} lang=${code} ?selected=${code === language()}>${name}</option>`,
            )}
          </select>
          <button type="button" class="quiet" aria-pressed=${isDark()} @click=${switchTheme}>
            <span aria-hidden="true">${isDark() ? '☾' : '☀'}</span>
            <span class="unseen">${t('shell.dark')}</span>
          </button>
        </div>
      </div>
    </header>
    <main id="main" tabindex="-1">
      ${opened ? opened.render() : html`<h1 tabindex="-1">${t('problem.title')}</h1>${problemNotice(failure)}`}
    </main>
    <footer>
      <p>${t('shell.kept')}</p>
      <ul>
        <li><a href="api/v1/governance/recommender">${t('shell.recommender')}</a></li>
        <li><a href="api/v1/governance/catalogue">${t('shell.catalogue')}</a></li>
        <li><a href="q/swagger-ui/">${t('shell.api')}</a></li>
      </ul>
    </footer>
    <div id="announcement" class="unseen" role="status" aria-live="polite"></div>
  `;
}

function toMain(event) {
  // The part behind # names a view here, so the jump is made by hand.
  event.preventDefault();
  root.querySelector('main').focus();
}

function switchTheme() {
  toggleTheme();
  update();
}
