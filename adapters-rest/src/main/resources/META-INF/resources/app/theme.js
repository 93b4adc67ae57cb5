/** Light or dark: as the system has it, until somebody chooses. */
const KEPT = 'cinephile.theme';
const system = matchMedia('(prefers-color-scheme: dark)');

/** Whether the page is dark now. */
export const isDark = () => (localStorage.getItem(KEPT) ?? (system.matches ? 'dark' : 'light')) === 'dark';

/** Makes the page look as it was chosen, now and when the system changes. */
export function applyTheme() {
  const apply = () => (document.documentElement.dataset.theme = isDark() ? 'dark' : 'light');
  system.addEventListener('change', apply);
  apply();
}

/** Changes from one to the other; what is as the system has it is not kept. */
export function toggleTheme() {
  const dark = !isDark();
  if (dark === system.matches) localStorage.removeItem(KEPT);
  else localStorage.setItem(KEPT, dark ? 'dark' : 'light');
  document.documentElement.dataset.theme = dark ? 'dark' : 'light';
}
