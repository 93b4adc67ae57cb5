/** Starts the page: language, colours, shell, and whatever view the address names. */
import { chooseLanguage, preferredLanguage } from './language.js';
import { applyTheme } from './theme.js';
import { start } from './frame.js';

applyTheme();
await chooseLanguage(preferredLanguage());
start(document.getElementById('page'));
