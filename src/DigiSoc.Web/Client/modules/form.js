// Puts the form-js form in the place of the plain one the server rendered. Both post to the same address: this one as
// JSON in the field "json". The server checks either by the same schema; its messages are shown beside the fields.
import { Form } from '@bpmn-io/form-js-viewer';
import { keep } from './draft.js';
import { speak } from './form-words.js';

const read = (element, name) => JSON.parse(element.querySelector(`script[data-${name}]`)?.textContent || 'null');

export async function start(element) {
  const schema = read(element, 'schema');
  if (!schema) return;
  const target = element.querySelector('[data-form-target]');
  const plain = element.querySelector('[data-form-plain]');
  // At once: its delay would let what one field takes in wipe what was typed into the next meanwhile.
  const form = new Form({ container: target, debounce: false });
  speak(form.get('validator'));
  await form.importSchema(schema, read(element, 'values') ?? {});
  if (element.dataset.readonly === 'true') form.setProperty('readOnly', true);
  plain.remove();
  target.hidden = false;
  // Who cannot use a mouse scrolls a wide table too.
  for (const table of target.querySelectorAll('.fjs-table-middle-container')) {
    Object.assign(table, { tabIndex: 0, role: 'region', ariaLabel: table.closest('.fjs-form-field')?.querySelector('label')?.textContent ?? '' });
  }
  const problems = read(element, 'problems');
  if (problems && Object.keys(problems).length > 0) showProblems(form, problems);

  // The server checks and answers in the reader's language; nothing typed is lost on the way. A preview has no form around it.
  const native = element.closest('form');
  native?.addEventListener('submit', event => {
    const draft = event.submitter?.dataset.draft !== undefined;
    const data = draft ? form._getState().data : form._getSubmitData();
    native.querySelector('input[name=json]').value = JSON.stringify(data);
  }, { capture: true });
  if (native && element.dataset.readonly !== 'true') keep(form, native);
  document.addEventListener('turbo:before-render', () => form.destroy(), { once: true });
}

function showProblems(form, problems) {
  const byId = {};
  const registry = form.get('formFieldRegistry');
  for (const field of registry.getAll()) {
    if (field.key && problems[field.key]) byId[field.id] = [].concat(problems[field.key]);
  }
  form._setState({ errors: byId });
}
