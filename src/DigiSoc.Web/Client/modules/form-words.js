// form-js has its own words in English only. Preact shows every node to this hook before it is drawn: the words are
// exchanged there, and validation messages where they are made.
import { options } from 'preact';
import { pattern } from './calendar.js';

const words = [
  ['Add new', 'Pievienot'],
  ['Collapse', 'Sakļaut'],
  [/^Expand all \((\d+)\)$/, 'Rādīt visus ($1)'],
  [/^Remove list item (\d+)$/, 'Noņemt $1. ierakstu'],
  ['Select', 'Izvēlieties'],
  ['Search', 'Meklēt'],
  ['No results', 'Nekas nav atrasts'],
  ['Remove tag', 'Noņemt'],
  ['Skip to search', 'Uz meklēšanu'],
  ['Nothing to show.', 'Nav ko rādīt.'],
  ['No content to show.', 'Nav ko rādīt.'],
  ['Previous page', 'Iepriekšējā lapa'],
  ['Next page', 'Nākamā lapa'],
  ['Browse', 'Pārlūkot'],
  ['No files selected', 'Nav izvēlēta neviena datne'],
  ['Field is required.', 'Aizpildiet šo lauku.'],
  [/^Field must match pattern (.+)\.$/, 'Vērtība neatbilst paraugam.'],
  ['Field must be a valid email.', 'Ierakstiet derīgu e-pasta adresi.'],
  [/^Field must be a valid\s+international phone number\..*$/, 'Ierakstiet tālruņa numuru starptautiskā formā, piemēram, +37120000000.'],
  [/^Field must have minimum length of (\d+)\.$/, 'Vismaz $1 rakstzīmes.'],
  [/^Field must have maximum length of (\d+)\.$/, 'Ne vairāk par $1 rakstzīmēm.'],
  [/^Field must have minimum value of (-?[\d.]+)\.$/, 'Vērtībai jābūt vismaz $1.'],
  [/^Field must have maximum value of (-?[\d.]+)\.$/, 'Vērtība nedrīkst pārsniegt $1.'],
  ['Value is not a number.', 'Ierakstiet skaitli.'],
  ['Value is expected to be an integer.', 'Ierakstiet veselu skaitli.'],
  [/^Value is expected to have at most (\d+) decimal digits?\.$/, 'Ne vairāk par $1 cipariem aiz komata.'],
  [/^Please select a valid value, the two nearest valid values are (.+) and (.+)\.$/, 'Nederīga vērtība; tuvākās derīgās ir $1 un $2.'],
  ['Date and time must both be entered.', 'Jāievada gan diena, gan laiks.'],
];
const exact = new Map(words.filter(([from]) => typeof from === 'string'));
const patterns = words.filter(([from]) => typeof from !== 'string');

/** The Latvian for one of form-js's own texts; any other text as it is. */
export function say(text) {
  if (exact.has(text)) return exact.get(text);
  const found = patterns.find(([from]) => from.test(text));
  return found ? text.replace(...found) : text;
}

const attributes = ['placeholder', 'title', 'aria-label', 'alt'];
const said = child => typeof child === 'string' ? say(child) : child;
let speaking = false;

/** Makes the forms of this page say their own words in the page's language. */
export function speak(validator) {
  const latvian = document.documentElement.lang === 'lv';
  if (latvian) {
    const validate = validator.validateField.bind(validator);
    validator.validateField = (...given) => validate(...given).map(say);
  }
  if (speaking) return;
  speaking = true;
  const before = options.vnode;
  options.vnode = node => {
    translate(node, latvian);
    before?.(node);
  };
}

function translate({ type, props }, latvian) {
  if (typeof props !== 'object' || props === null) return; // Text.
  if (type === 'input' && 'data-input' in props) props.placeholder = pattern;
  if (!latvian) return;
  // Labels are the package's own words, and so is what people choose from.
  if (typeof type === 'string') {
    for (const name of attributes) if (typeof props[name] === 'string') props[name] = say(props[name]);
  }
  if (type === 'label' || /fjs-(dropdownlist-item|taglist-tag-label|inline-label)/.test(props.class ?? '')) return;
  props.children = Array.isArray(props.children) ? props.children.map(said) : said(props.children);
}
