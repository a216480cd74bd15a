// Keeps what is typed into a task's form: two seconds after the last change, and at once when the page goes out of sight. Says when
// it was kept, that there is no connection (and tries again), or that another window saved meanwhile (and stops: a person decides).
const quietFor = 2_000;
const againAfter = 10_000;

export function keep(form, native) {
  const status = native.querySelector('[data-draft-status]');
  if (!status) return;
  const text = () => JSON.stringify(form._getState().data);
  let over = status.dataset.savedAt ?? '';
  let kept = text();
  let timer;
  let isSending = false;
  let isOver = false;
  let isSubmitted = false;

  const say = (words, trouble) => {
    status.textContent = words;
    status.toggleAttribute('data-trouble', trouble);
  };
  const stop = () => {
    isOver = true;
    clearTimeout(timer);
  };
  const soon = wait => {
    clearTimeout(timer);
    if (!isOver && !isSubmitted) timer = setTimeout(send, wait);
  };

  async function send() {
    clearTimeout(timer);
    const now = text();
    if (isOver || isSubmitted || isSending || now === kept) return;
    isSending = true;
    try {
      const body = new URLSearchParams({ _form: native.querySelector('input[name=_form]').value, json: now, over });
      const answer = await fetch(status.dataset.address, { method: 'POST', body, redirect: 'manual', keepalive: now.length < 60_000 });
      if (answer.ok) {
        const { savedAt, said } = await answer.json();
        [over, kept] = [savedAt, now];
        if (!isOver) say(said, false);
      } else if (answer.status === 409) {
        stop();
        say((await answer.json()).said, true);
      } else if (answer.status >= 500) {
        throw new Error(`answered ${answer.status}`);
      } else {
        // Signed out, or the task is gone: the next click will tell.
        stop();
        say(status.dataset.lost, true);
      }
    } catch {
      if (!isOver) say(status.dataset.offline, true);
      isSending = false;
      soon(againAfter);
      return;
    }
    isSending = false;
    if (text() !== kept) soon(quietFor);
  }

  form.on('changed', () => soon(quietFor));
  const hidden = () => document.visibilityState === 'hidden' && send();
  const online = () => soon(0);
  document.addEventListener('visibilitychange', hidden);
  window.addEventListener('online', online);
  // What is sent by hand is the last word, unless it does not get through: then the page stays, and goes on keeping.
  native.addEventListener('submit', () => {
    isSubmitted = true;
    clearTimeout(timer);
  });
  native.addEventListener('turbo:submit-end', event => {
    isSubmitted = event.detail.success;
    soon(quietFor);
  });
  document.addEventListener('turbo:before-visit', send);
  document.addEventListener('turbo:before-render', () => {
    stop();
    document.removeEventListener('visibilitychange', hidden);
    document.removeEventListener('turbo:before-visit', send);
    window.removeEventListener('online', online);
  }, { once: true });
}
