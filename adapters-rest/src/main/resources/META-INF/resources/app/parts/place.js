/** Keeps a keyboard where it is while lists change. */

/**
 * Does something after which what has the focus may be gone from its list. Then the focus goes to what has taken its
 * place, and nothing is scrolled.
 *
 * @param {() => Promise} work
 */
export async function keepingPlace(work) {
  const item = document.activeElement.closest('.card');
  const list = item?.parentElement;
  const place = list ? [...list.children].indexOf(item) : -1;
  await work();
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    const next = list?.isConnected
      ? (list.children[place] ?? list.lastElementChild)?.querySelector('a')
      : document.querySelector('main h1');
    next?.focus({ preventScroll: true });
  });
}
