/** Starts the page: colours first, then words and shell at the same time. */
import { chooseLanguage, preferredLanguage } from './language.js';
import { applyTheme } from './theme.js';

applyTheme();
const [{ start }] = await Promise.all([import('./frame.js'), chooseLanguage(preferredLanguage())]);
start(document.getElementById('page'));
