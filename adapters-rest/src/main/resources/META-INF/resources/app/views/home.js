/** The first thing that a visitor sees. */
import { html } from '../lib/lit-html/lit-html.js';
import { t } from '../language.js';

export function open() {
  return {
    title: () => t('shell.home'),
    render: () => html`<h1 tabindex="-1">${t('shell.home')}</h1>`,
  };
}
