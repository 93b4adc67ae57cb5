/** Takes a key where the server wants one of everybody, and forgets it again. */
import { html } from '../lib/lit-html/lit-html.js';
import { t } from '../language.js';
import { credentials } from '../parts/credentials.js';
import { forget, key } from '../session.js';

export function open(frame) {
  const entrance = credentials(frame, { onReady: () => history.back() });

  function forgetKey() {
    forget();
    frame.announce(t('credentials.forgotten'));
    frame.update();
  }

  return {
    title: () => t('credentials.title'),
    render: () => html`
      <h1 tabindex="-1">${t('credentials.title')}</h1>
      <p class="lede">${t('credentials.lede')}</p>
      ${entrance.render()}
      ${key() ? html`<button type="button" @click=${forgetKey}>${t('credentials.forget')}</button>` : ''}
    `,
  };
}
