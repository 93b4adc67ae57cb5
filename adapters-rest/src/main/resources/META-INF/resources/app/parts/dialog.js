/** Asks before something that cannot be undone. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { t } from '../language.js';

/**
 * @param frame the view's frame
 * @returns {{ask: Function, render: () => unknown}} render() stands at the end of the view
 */
export function confirmation(frame) {
  let question;

  const element = () => document.getElementById('confirmation');

  return {
    /**
     * Answers whether somebody agreed.
     *
     * @param {object} how
     * @param {string} how.title
     * @param {string} how.text
     * @param {string} how.agree   what the button says
     * @param {string} [how.phrase] what has to be typed first
     */
    ask(how) {
      return new Promise((resolve) => {
        question = { ...how, resolve, typed: '' };
        frame.update();
        requestAnimationFrame(() => element().showModal());
      });
    },

    render() {
      const close = (agreed) => () => {
        element().close(agreed ? 'agreed' : '');
      };
      const closed = (event) => {
        question?.resolve(event.target.returnValue === 'agreed');
        event.target.returnValue = '';
        question = undefined;
        frame.update();
      };
      const type = (event) => {
        question.typed = event.target.value.trim();
        frame.update();
      };
      const ready = !question?.phrase || question.typed === question.phrase;
      return html`<dialog id="confirmation" aria-labelledby="confirmation-title" @close=${closed}>
        ${question
          ? html`
              <h2 id="confirmation-title">${question.title}</h2>
              <p>${question.text}</p>
              ${question.phrase
                ? html`<div class="field">
                    <label for="phrase">${t('dialog.type', { phrase: question.phrase })}</label>
                    <input id="phrase" autocomplete="off" spellcheck="false" @input=${type} />
                  </div>`
                : nothing}
              <p class="row">
                <button type="button" autofocus @click=${close(false)}>${t('dialog.cancel')}</button>
                <button type="button" class="danger" ?disabled=${!ready} @click=${close(true)}>${question.agree}</button>
              </p>
            `
          : nothing}
      </dialog>`;
    },
  };
}
