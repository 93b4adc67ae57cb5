/** A field for titles with suggestions while one types: the combobox of the ARIA practices. */
import { html, nothing } from '../lib/lit-html/lit-html.js';
import { ask } from '../api.js';
import { t } from '../language.js';

const PAUSE_MS = 120;
const MOST_SUGGESTIONS = 8;

/**
 * @param frame the view's frame
 * @param {(title: string) => void} onSearch told of what was typed or chosen, with the year where it was chosen
 * @returns {{render: (text: string) => unknown}} the text is what stands in the field at first
 */
export function titleSearch(frame, onSearch) {
  let suggestions = [];
  let active = -1;
  let open = false;
  let pause;
  let asking;

  const close = () => {
    clearTimeout(pause);
    asking?.abort();
    open = false;
    active = -1;
    frame.update();
  };

  const search = (input, title) => {
    close();
    input.value = title;
    onSearch(title);
  };

  const choose = (input, movie) => search(input, movie.year ? `${movie.title} (${movie.year})` : movie.title);

  async function suggest(prefix) {
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await ask('/movies/suggest', {
        query: { prefix, limit: MOST_SUGGESTIONS },
        signal: AbortSignal.any([asking.signal, frame.signal]),
      });
      suggestions = answer.movies;
      open = true;
      active = -1;
      frame.announce(t('search.found', { count: suggestions.length }));
    } catch {
      // Suggestions are a courtesy: the search itself tells what is wrong.
      open = false;
    }
    frame.update();
  }

  function type(event) {
    const prefix = event.target.value.trim();
    clearTimeout(pause);
    if (prefix) pause = setTimeout(() => suggest(prefix), PAUSE_MS);
    else close();
  }

  function press(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && open && suggestions.length) {
      event.preventDefault();
      const last = suggestions.length - 1;
      active = active + step > last ? 0 : active + step < 0 ? last : active + step;
      frame.update();
    } else if (step && event.target.value.trim()) {
      event.preventDefault();
      suggest(event.target.value.trim());
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      close();
    } else if (event.key === 'Enter' && open && active >= 0) {
      event.preventDefault();
      choose(event.target, suggestions[active]);
    }
  }

  function submit(event) {
    event.preventDefault();
    const input = event.target.elements.title;
    if (input.value.trim()) search(input, input.value.trim());
  }

  return {
    render: (text) => html`
      <form class="search" role="search" @submit=${submit}>
        <label for="title">${t('search.label')}</label>
        <div class="search-line">
          <input
            id="title"
            name="title"
            type="text"
            autocomplete="off"
            autocapitalize="off"
            spellcheck="false"
            enterkeyhint="search"
            maxlength="200"
            role="combobox"
            aria-autocomplete="list"
            aria-controls="suggestions"
            aria-expanded=${open && suggestions.length > 0}
            aria-activedescendant=${active >= 0 ? `suggestion-${active}` : nothing}
            placeholder=${t('search.example')}
            .value=${text}
            @input=${type}
            @keydown=${press}
            @blur=${close}
          />
          <button class="primary">${t('search.button')}</button>
        </div>
        <ul id="suggestions" role="listbox" aria-label=${t('search.suggestions')} ?hidden=${!open || !suggestions.length}>
          ${suggestions.map(
            (movie, index) => html`<li
              id="suggestion-${index}"
              role="option"
              aria-selected=${index === active}
              @pointerdown=${(event) => event.preventDefault()}
              @click=${(event) => choose(event.target.closest('form').elements.title, movie)}
            >
              <span>${movie.title}</span><span class="soft">${movie.year ?? ''}</span>
            </li>`,
          )}
        </ul>
      </form>
    `,
  };
}
