// A plain date field with our calendar: people write and read dd.mm.yyyy, the server gets yyyy-mm-dd. Without scripts the
// browser's own date field stays.
import calendar, { pattern } from './calendar.js';

export function start(element) {
  const { id, max, min, required } = element;
  const picker = calendar(element, {
    altInput: true, altFormat: 'd.m.Y', dateFormat: 'Y-m-d', allowInput: true, maxDate: max || undefined, minDate: min || undefined,
    errorHandler: () => {},
  });
  // The label belongs to the field people see.
  element.removeAttribute('id');
  Object.assign(picker.altInput, { id, required, placeholder: pattern, autocomplete: 'off' });
  picker.altInput.inputMode = 'numeric';
  const describedBy = element.getAttribute('aria-describedby');
  if (describedBy) picker.altInput.setAttribute('aria-describedby', describedBy);
  picker.altInput.addEventListener('blur', () => picker.setDate(picker.altInput.value, true, 'd.m.Y'));
  picker.altInput.form?.addEventListener('submit', () => picker.setDate(picker.altInput.value, false, 'd.m.Y'), { capture: true });
  document.addEventListener('turbo:before-render', () => picker.destroy(), { once: true });
}
