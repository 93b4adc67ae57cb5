/** What is shown where no view has the address. */
import { html } from '../lib/lit-html/lit-html.js';
import { t } from '../language.js';

export const NoSuchView = {
  load: async () => ({
    open: () => ({
      title: () => t('problem.missing'),
      render: () => html`
        <h1 tabindex="-1">${t('problem.missing')}</h1>
        <p><a href="#/">${t('problem.home')}</a></p>
      `,
    }),
  }),
};
