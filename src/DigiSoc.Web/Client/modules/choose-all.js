// A box that ticks every row's box of one name, and says how many are chosen; without scripts it stays hidden.
export function start(element) {
  const all = element.querySelector('input');
  const told = document.getElementById(element.dataset.told ?? '');
  const boxes = () => [...document.querySelectorAll(`input[type=checkbox][name="${element.dataset.name}"]`)];
  const tell = () => {
    const chosen = boxes().filter(box => box.checked).length;
    all.checked = chosen > 0 && chosen === boxes().length;
    all.indeterminate = chosen > 0 && !all.checked;
    if (told) told.textContent = chosen ? told.dataset.text.replace('{0}', chosen) : '';
  };
  element.hidden = false;
  // Enter on a box presses the form's hidden default button: the choice must not be lost by it.
  all.form?.addEventListener('submit', event => { if (event.submitter?.hidden) event.preventDefault(); });
  all.addEventListener('change', () => {
    boxes().forEach(box => { box.checked = all.checked; });
    tell();
  });
  document.addEventListener('change', function listen(event) {
    // The page was left: the document stays, this box does not.
    if (!element.isConnected) document.removeEventListener('change', listen);
    else if (event.target.name === element.dataset.name) tell();
  });
  tell();
}
