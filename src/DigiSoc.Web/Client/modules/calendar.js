// flatpickr in the page's language: weeks begin on Monday, days are written dd.mm.yyyy in both languages.
import flatpickr from 'flatpickr/dist/esm/index.js';
import { Latvian } from 'flatpickr/dist/esm/l10n/lv.js';

const latvian = document.documentElement.lang === 'lv';
const locale = latvian
  ? { ...Latvian, rangeSeparator: ' līdz ', weekAbbreviation: 'Ned.', scrollTitle: 'Ritiniet, lai mainītu', toggleTitle: 'Pārslēgt', yearAriaLabel: 'Gads', monthAriaLabel: 'Mēnesis', hourAriaLabel: 'Stunda', minuteAriaLabel: 'Minūte' }
  : { firstDayOfWeek: 1 };

/** What an empty date field says. */
export const pattern = latvian ? 'dd.mm.gggg' : 'dd.mm.yyyy';

export default function calendar(element, config) {
  const ours = { ...config, locale, dateFormat: config.altInput ? config.dateFormat : 'd.m.Y', disableMobile: true };
  // form-js writes its earliest day in the format it expected to be used.
  if (config.minDate === '01/01/1900') ours.minDate = new Date(1900, 0, 1);
  return flatpickr(element, ours);
}
