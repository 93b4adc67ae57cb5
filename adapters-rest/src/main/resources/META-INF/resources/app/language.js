/** The language of the page: its words, numbers and dates. */

/** The languages that there are, by their own names. */
export const LANGUAGES = { en: 'English', fr: 'Français' };

const KEPT = 'cinephile.language';
let code = 'en';
let words = {};
let plurals = new Intl.PluralRules('en');

/** What was chosen before, else the first of the browser's languages that there is, else English. */
export function preferredLanguage() {
  const chosen = localStorage.getItem(KEPT);
  const asked = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase());
  return [chosen, ...asked].find((tag) => tag in LANGUAGES) ?? 'en';
}

/** Fetches the words of a language and makes it the page's own. */
export async function chooseLanguage(wanted) {
  const answer = await fetch(`app/words/${wanted}.json`);
  words = await answer.json();
  code = wanted;
  plurals = new Intl.PluralRules(wanted);
  document.documentElement.lang = wanted;
}

/** The same, and remembers it in this browser. */
export async function keepLanguage(wanted) {
  await chooseLanguage(wanted);
  localStorage.setItem(KEPT, wanted);
}

/** The code of the page's language, such as `fr`. */
export const language = () => code;

/**
 * The words of a key such as `home.title`, with `{name}` replaced by values.name. Where the key has forms
 * for one and for other numbers, values.count decides. Numbers are written as the language does.
 */
export function t(key, values = {}) {
  const entry = lookUp(key);
  if (entry === undefined) return key;
  const text =
    typeof entry === 'string' ? entry : (entry[plurals.select(values.count)] ?? entry.other);
  return text.replace(/\{(\w+)\}/g, (_, name) =>
    typeof values[name] === 'number' ? number(values[name]) : values[name],
  );
}

function lookUp(key) {
  return key.split('.').reduce((part, name) => part?.[name], words);
}

/** A genre of the data set in the page's language; itself where it is not known. */
export const genreName = (genre) => words.genres?.[genre] ?? genre;

/** A number as the language writes it. */
export const number = (value, options) => new Intl.NumberFormat(code, options).format(value);

/** Stars with one or two decimals. */
export const starsText = (stars) =>
  number(stars, { minimumFractionDigits: 1, maximumFractionDigits: 2 });

/** A share of 0 to 1 as percents. */
export const percent = (share) => number(share, { style: 'percent', maximumFractionDigits: 0 });

/** A moment (ISO 8601) as a day. */
export const day = (moment) =>
  new Intl.DateTimeFormat(code, { dateStyle: 'medium' }).format(new Date(moment));

/** A moment (ISO 8601) as day and time. */
export const dayAndTime = (moment) =>
  new Intl.DateTimeFormat(code, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(moment));
