/** What a visitor gave to movies: kept in this browser, and sent along with a question, never stored by the server. */
const KEPT = 'cinephile.ratings';

/** As many as the server takes in one question. */
const MOST = 1000;

let given = read();

/** All that was given, the latest first: `{movie, stars}`. */
export const all = () => given;

/** What a movie was given; undefined where nothing was. */
export const starsOf = (id) => given.find(({ movie }) => movie.id === id)?.stars;

/** Keeps what a movie was given, in the place of what it was given before. */
export function rate({ id, title, year, genres }, stars) {
  given = [{ movie: { id, title, year, genres }, stars }, ...without(id)].slice(0, MOST);
  keep();
}

/** Takes it back. */
export function takeBack(id) {
  given = without(id);
  keep();
}

/** Forgets everything. */
export function forgetAll() {
  given = [];
  localStorage.removeItem(KEPT);
}

const without = (id) => given.filter(({ movie }) => movie.id !== id);

function keep() {
  localStorage.setItem(KEPT, JSON.stringify(given));
}

function read() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '[]').filter(
      ({ movie, stars }) => Number.isInteger(movie.id) && stars >= 0.5 && stars <= 5,
    );
  } catch {
    return [];
  }
}
