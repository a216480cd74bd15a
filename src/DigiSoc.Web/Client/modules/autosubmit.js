// Applies a filter as soon as a choice is made; the visible button remains for those without script.
export function start(form) {
  for (const choice of form.querySelectorAll('select, input[type=checkbox], input[type=radio]')) {
    choice.addEventListener('change', () => form.requestSubmit());
  }
}
