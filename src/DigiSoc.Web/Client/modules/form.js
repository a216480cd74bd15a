// Puts the form-js form in the place of the plain one the server rendered. Both post to the same address: this one as
// JSON in the field "json". The server checks either by the same schema; its messages are shown beside the fields.
import { Form } from '@bpmn-io/form-js-viewer';

const read = (element, name) => JSON.parse(element.querySelector(`script[data-${name}]`)?.textContent || 'null');

export async function start(element) {
  const schema = read(element, 'schema');
  if (!schema) return;
  const target = element.querySelector('[data-form-target]');
  const plain = element.querySelector('[data-form-plain]');
  const form = new Form({ container: target });
  speakLatvian(form.get('validator'));
  await form.importSchema(schema, read(element, 'values') ?? {});
  if (element.dataset.readonly === 'true') form.setProperty('readOnly', true);
  plain.remove();
  target.hidden = false;
  const problems = read(element, 'problems');
  if (problems && Object.keys(problems).length > 0) showProblems(form, problems);

  // The server checks and answers in the reader's language; nothing typed is lost on the way. A preview has no form around it.
  const native = element.closest('form');
  native?.addEventListener('submit', event => {
    const draft = event.submitter?.dataset.draft !== undefined;
    const data = draft ? form._getState().data : form._getSubmitData();
    native.querySelector('input[name=json]').value = JSON.stringify(data);
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

const said = [
  [/^Field is required/, 'Aizpildiet šo lauku.'],
  [/^Field must match pattern/, 'Vērtība neatbilst paraugam.'],
  [/email/i, 'Ierakstiet derīgu e-pasta adresi.'],
  [/phone/i, 'Ierakstiet derīgu tālruņa numuru.'],
  [/minimum length of (\d+)/, 'Vismaz $1 rakstzīmes.'],
  [/maximum length of (\d+)/, 'Ne vairāk kā $1 rakstzīmes.'],
  [/minimum value of (-?[\d.]+)/, 'Vērtībai jābūt vismaz $1.'],
  [/maximum value of (-?[\d.]+)/, 'Vērtība nedrīkst pārsniegt $1.'],
];

// form-js has its messages in English only.
function speakLatvian(validator) {
  if (document.documentElement.lang !== 'lv') return;
  const validate = validator.validateField.bind(validator);
  validator.validateField = (...words) => validate(...words).map(text => {
    const found = said.find(([pattern]) => pattern.test(text));
    return found ? text.match(found[0]).reduce((message, group, index) => message.replace(`$${index}`, group), found[1]) : text;
  });
}
