/**
 * Who asks: an API key or token, and the viewer whom a page is about. Both stay in this tab, and are
 * forgotten with it; neither ever stands in an address of the page.
 */
const KEY = 'cinephile.key';
const VIEWER = 'cinephile.viewer';

/** The key or token; null where there is none. */
export const key = () => sessionStorage.getItem(KEY);

/** The id of the viewer; null where there is none. */
export const viewer = () => sessionStorage.getItem(VIEWER);

/** Keeps a key until the tab is closed. */
export const keepKey = (value) => sessionStorage.setItem(KEY, value);

/** Keeps a viewer's id until the tab is closed. */
export const keepViewer = (id) => sessionStorage.setItem(VIEWER, id);

/** Forgets the viewer. */
export const forgetViewer = () => sessionStorage.removeItem(VIEWER);

/** Forgets key and viewer. */
export function forget() {
  sessionStorage.removeItem(KEY);
  sessionStorage.removeItem(VIEWER);
}
