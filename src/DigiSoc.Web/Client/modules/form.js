// Puts the form-js form in the place of the plain one the server rendered. Both post to the same address: this one as
// JSON in the field "json". The server checks either by the same schema; its messages are shown beside the fields.
import { Form } from '@bpmn-io/form-js-viewer';

const read = (element, name) => JSON.parse(element.querySelector(`script[data-${name}]`)?.textContent || 'null');

export async function start(element) {
  const schema = read(element, 'schema');
  if (!schema) return;
  const target = element.querySelector('[data-form-target]');
  const plain = element.querySelector('[data-form-plain]');
  const native = element.closest('form');
  const json = native.querySelector('input[name=json]');
  const form = new Form({ container: target });
  await form.importSchema(schema, read(element, 'values') ?? {});
  if (element.dataset.readonly === 'true') form.setProperty('readOnly', true);
  plain.remove();
  target.hidden = false;
  const problems = read(element, 'problems');
  if (problems && Object.keys(problems).length > 0) showProblems(form, problems);

  native.addEventListener('submit', event => {
    const state = form._getState();
    const draft = event.submitter?.dataset.draft !== undefined;
    if (!draft) {
      const { errors } = form.submit();
      if (Object.keys(errors).length > 0) {
        event.preventDefault();
        event.stopImmediatePropagation();
        target.querySelector('[aria-invalid=true], .fjs-has-errors input, .fjs-has-errors select')?.focus();
        return;
      }
      json.value = JSON.stringify(form.submit().data);
    } else {
      json.value = JSON.stringify(state.data);
    }
  }, { capture: true });
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
