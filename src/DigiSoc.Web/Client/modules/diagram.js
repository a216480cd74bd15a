// A BPMN diagram to look at: pan, zoom, and the state of each element in colour and in words (title).
// The element lists come from data attributes; the XML from data-source (same origin).
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';

const marks = { active: 'is-active', completed: 'is-completed', incident: 'is-incident' };

export async function start(element) {
  const response = await fetch(element.dataset.source, { headers: { Accept: 'application/xml' } });
  if (!response.ok) throw new Error(`diagram: ${response.status}`);
  const canvasElement = element.querySelector('[data-canvas]') ?? element;
  const viewer = new NavigatedViewer({ container: canvasElement });
  await viewer.importXML(await response.text());
  const canvas = viewer.get('canvas');
  const registry = viewer.get('elementRegistry');

  for (const [state, mark] of Object.entries(marks)) {
    for (const id of (element.dataset[state] ?? '').split(' ').filter(Boolean)) {
      if (registry.get(id)) canvas.addMarker(id, mark);
    }
  }
  const svg = canvasElement.querySelector('svg');
  svg?.setAttribute('role', 'img');
  svg?.setAttribute('aria-label', element.dataset.label ?? '');
  for (const focusable of canvasElement.querySelectorAll('[tabindex]')) focusable.removeAttribute('tabindex');

  function fit() {
    if (canvasElement.clientWidth === 0) return;
    canvas.resized();
    // The process itself is active too, and is everywhere.
    const first = (element.dataset.active ?? '').split(' ').filter(id => registry.get(id)?.parent)[0];
    canvas.zoom('fit-viewport', 'auto');
    if (canvas.zoom() < 0.55 && first) {
      canvas.zoom(0.75);
      canvas.scrollToElement(first, { top: 80, right: 200, bottom: 80, left: 200 });
    }
  }

  fit();
  document.addEventListener('digisoc:shown', fit);
  const actions = {
    in: () => canvas.zoom(canvas.zoom() * 1.25),
    out: () => canvas.zoom(canvas.zoom() / 1.25),
    fit: () => canvas.zoom('fit-viewport', 'auto'),
  };
  for (const button of element.querySelectorAll('[data-zoom]')) {
    button.hidden = false;
    button.addEventListener('click', () => actions[button.dataset.zoom]());
  }
  document.addEventListener('turbo:before-render', () => {
    document.removeEventListener('digisoc:shown', fit);
    viewer.destroy();
  }, { once: true });
}
