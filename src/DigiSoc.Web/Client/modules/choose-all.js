// A box in the head of a table that ticks every row's box of one name; without scripts it stays hidden.
export function start(element) {
  const all = element.querySelector('input');
  const boxes = () => [...document.querySelectorAll(`input[type=checkbox][name="${element.dataset.name}"]`)];
  element.hidden = false;
  all.addEventListener('change', () => boxes().forEach(box => { box.checked = all.checked; }));
  document.addEventListener('change', event => {
    if (event.target.name === element.dataset.name) all.checked = boxes().every(box => box.checked);
  });
}
