/**
 * The views of the page. One line makes a view known:
 *
 *   path   what stands behind the # of the address; `:name` is a part that differs.
 *          Whose data it is about never stands in an address: see session.js.
 *   nav    the key of its name in the navigation; a view without one is reached by links.
 *   load   imports its module when it is opened, and not before.
 *
 * The module exports `open(frame)`, which answers with
 *
 *   { title(), render(), changed?(), close?() }
 *
 * title() names the view in the current language. render() answers with a template of lit-html whose
 * outermost elements stand in <main>; it must have one <h1>. It is called again after frame.update() and
 * when the language changes, so state belongs into the closure of open() and words come from t().
 * changed() is told when only the query of the address changed; without it the view is opened anew.
 * close() is told when the view is left; frame.signal is aborted then, too.
 *
 * The frame gives a view
 *
 *   params      the parts of the path, by name        query     what follows `?`, as URLSearchParams
 *   update()    have me rendered again, soon          signal    aborted when I am left
 *   go(path)    open another address                  setQuery(changes, {replace})  change my own query
 *   announce(s) tell a screen reader
 *
 * api.js asks the server, fetched.js shows loading, empty and failed states, session.js holds the key, and
 * parts/ holds what several views show. Every word stands in words/en.json and words/fr.json, a group a view.
 */
export const VIEWS = [
  { path: '/', nav: 'shell.home', load: () => import('./views/home.js') },
  { path: '/movies/:id', load: () => import('./views/movie.js') },
  { path: '/viewers', nav: 'shell.viewer', load: () => import('./views/viewer.js') },
  { path: '/dashboard', nav: 'shell.dashboard', load: () => import('./views/dashboard.js') },
  { path: '/admin', nav: 'shell.admin', load: () => import('./views/training.js') },
  { path: '/admin/models', load: () => import('./views/models.js') },
  { path: '/admin/audit', load: () => import('./views/audit.js') },
  { path: '/admin/receipts', load: () => import('./views/receipts.js') },
  { path: '/key', load: () => import('./views/key.js') },
];
