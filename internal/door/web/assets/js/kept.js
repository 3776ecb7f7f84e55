/* What is typed is kept while it is typed: a form with a [data-keep] line is sent to
   /kept a moment after the last key, and when the page is left. The server keeps it for
   this person and this place; nothing is kept in the browser. And a form is sent once,
   and never into nothing: before it goes, the line is tried. */
(() => {
  'use strict';
  const soon = 700, patience = 4000;
  const words = document.body.dataset;
  const waiting = new Map(); /* form → timer */
  const mark = form => form && form.querySelector('[data-keep]');

  function tell(form, says, wrong) {
    const line = mark(form);
    line.textContent = says;
    line.classList.toggle('is-bad', Boolean(wrong));
  }

  /* What a person wrote: no keys, no passwords, no files. */
  function written(form) {
    const out = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      const all = form.elements.namedItem(name);
      const e = all instanceof RadioNodeList ? all[0] : all;
      if (typeof value !== 'string' || e.type === 'password') continue;
      if (e.type === 'hidden' && name !== '_place' && !name.includes('.')) continue; /* in a row: what the row is about */
      out.append(name, value);
    }
    return out;
  }

  /* Keeps a form; false when the line is down. */
  async function keep(form, leaving) {
    clearTimeout(waiting.get(form));
    waiting.delete(form);
    let answer, says = '';
    try {
      answer = await fetch('/kept', { method: 'POST', body: written(form), keepalive: leaving, redirect: 'manual', signal: AbortSignal.timeout(patience) });
      if ((answer.headers.get('Content-Type') || '').startsWith('text/plain')) says = await answer.text();
    } catch (e) {
      if (!leaving && !form.dataset.sent) tell(form, navigator.onLine ? words.unsaved : words.offline, true);
      return e.name === 'TimeoutError';
    }
    if (!waiting.has(form)) tell(form, says || words.unsaved, !answer.ok);
    return true;
  }

  function typed(e) {
    const form = e.target.form;
    if (!mark(form) || e.target.type === 'file') return;
    clearTimeout(waiting.get(form));
    tell(form, words.unsaved);
    waiting.set(form, setTimeout(() => keep(form, false), soon));
  }
  document.addEventListener('input', typed);
  document.addEventListener('change', typed);

  const leave = () => { for (const form of [...waiting.keys()]) keep(form, true); };
  document.addEventListener('visibilitychange', () => { if (document.hidden) leave(); });
  addEventListener('pagehide', leave);
  addEventListener('online', () => { for (const line of document.querySelectorAll('[data-keep].is-bad')) keep(line.closest('form'), false); });

  /* Sending: a second press does nothing while the first is on its way. */
  document.addEventListener('submit', e => {
    const form = e.target;
    if (form.method !== 'post' || e.defaultPrevented) return;
    if (form.dataset.sent === 'going') {
      form.dataset.sent = 'gone';
      return;
    }
    if (form.dataset.sent) {
      e.preventDefault();
      return;
    }
    form.dataset.sent = 'asked';
    if (!mark(form)) {
      form.dataset.sent = 'gone';
      return;
    }
    e.preventDefault();
    send(form, e.submitter);
  });

  async function send(form, button) {
    quiet(form);
    if (button) button.setAttribute('aria-disabled', 'true');
    if (!await keep(form, false)) {
      failed(form, words.offline);
      return;
    }
    form.dataset.sent = 'going';
    form.requestSubmit(button || undefined);
    if (form.dataset.sent === 'going') release(form); /* the browser found something to mend */
  }

  function release(form) {
    delete form.dataset.sent;
    for (const b of form.querySelectorAll('[aria-disabled]')) b.removeAttribute('aria-disabled');
  }
  /* Back from the page that followed: the form is there to be used again. */
  addEventListener('pageshow', () => { for (const form of document.forms) release(form); });

  function quiet(form) {
    const old = form.querySelector('.send-failed');
    if (old) old.remove();
  }

  function failed(form, why) {
    release(form);
    quiet(form);
    const line = document.createElement('p');
    line.className = 'send-failed error-summary';
    line.setAttribute('role', 'alert');
    line.tabIndex = -1;
    line.textContent = why;
    form.prepend(line);
    line.focus();
  }
})();
