/* What is typed is kept while it is typed: a form with a [data-keep] line is sent to
   /kept a moment after the last key, and when the page is left. The server keeps it for
   this person and this place; nothing is kept in the browser. And a form is sent once,
   and never into nothing: before it goes, the line is tried. */
(() => {
  'use strict';
  const soon = 700, patience = 4000, most = 190000; /* 64 KiB of text, each byte written as three */
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
    const text = written(form);
    if (text.toString().length > most) {
      tell(form, words.toomuch, true);
      return navigator.onLine;
    }
    let answer, says = '';
    try {
      answer = await fetch('/kept', { method: 'POST', body: text, keepalive: leaving, redirect: 'manual', signal: AbortSignal.timeout(patience) });
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
    if (!mark(form) && !carries(form)) {
      form.dataset.sent = 'gone';
      return;
    }
    e.preventDefault();
    send(form, e.submitter);
  });

  async function send(form, button) {
    quiet(form);
    /* In a turn of its own: while the browser still tells of the press, it would not
       take the form a second time, and without a word. */
    await new Promise(turn => setTimeout(turn));
    if (button) button.setAttribute('aria-disabled', 'true');
    if (mark(form) && !await keep(form, false) || !navigator.onLine) {
      failed(form, words.offline);
      return;
    }
    if (carries(form)) {
      upload(form, button);
      return;
    }
    form.dataset.sent = 'going';
    form.requestSubmit(button || undefined);
    if (form.dataset.sent === 'going') release(form); /* the browser found something to mend */
  }

  /* Files go with a bar, and can be stopped. Until the answer is there, the page, its
     words and the chosen files stay; sending again begins again. */
  const carries = form => form.enctype === 'multipart/form-data' && [...form.querySelectorAll('input[type=file]')].some(i => i.files.length > 0);

  function upload(form, button) {
    const x = new XMLHttpRequest();
    const box = document.createElement('div'), says = document.createElement('span'), bar = document.createElement('progress'), halt = document.createElement('button');
    box.className = 'sending';
    says.textContent = words.sending;
    says.setAttribute('role', 'status');
    bar.max = 100;
    bar.value = 0;
    bar.setAttribute('aria-label', words.sending);
    halt.type = 'button';
    halt.className = 'btn btn-sm';
    halt.textContent = words.cancel;
    halt.addEventListener('click', () => x.abort());
    box.append(says, bar, halt);
    form.append(box);
    x.upload.onprogress = e => { if (e.lengthComputable) bar.value = Math.round(100 * e.loaded / e.total); };
    x.onload = () => answered(x, form);
    x.onerror = () => failed(form, navigator.onLine ? words.failed : words.offline);
    x.onabort = () => failed(form, words.cancelled);
    x.open('POST', button && button.hasAttribute('formaction') ? button.formAction : form.action);
    x.send(new FormData(form, button));
  }

  /* The server says whether this is the form again, to be shown as it came, or the page
     the browser was led to. */
  function answered(x, form) {
    if (!(x.getResponseHeader('Content-Type') || '').startsWith('text/html')) {
      failed(form, words.failed);
      return;
    }
    const there = new URL(x.responseURL);
    if (!x.getResponseHeader('Tianping-Answer')) {
      if (there.pathname + there.search === location.pathname + location.search) location.reload();
      else location.assign(there.href);
      return;
    }
    show(form, new DOMParser().parseFromString(x.responseText, 'text/html'), there);
  }

  /* The form again, in its place: what is wrong, at its fields, with everything typed and
     every file that arrived. A room that lives stays as it is, words and files with it:
     there the form says why. */
  function show(form, page, there) {
    const here = document.querySelector('main'), now = page.querySelector('main');
    if (!here || !now || document.getElementById('live')) {
      const why = [...page.querySelectorAll('main .error-summary li, main .error-summary > p, main .error-summary > h2')].map(e => e.textContent.trim());
      failed(form, why.length ? [...new Set(why)].join(' · ') : (now && now.querySelector('h1') ? now.querySelector('h1').textContent : words.failed));
      return;
    }
    here.replaceWith(document.adoptNode(now));
    document.title = page.title;
    if (there.pathname + there.search !== location.pathname + location.search) {
      history.pushState(null, '', there.pathname + there.search);
      addEventListener('popstate', () => location.reload(), { once: true });
    }
    const first = now.querySelector('.error-summary, [role=alert]') || now.querySelector('h1');
    if (first) {
      first.tabIndex = -1;
      first.focus();
    }
  }

  function release(form) {
    delete form.dataset.sent;
    for (const box of form.querySelectorAll('.sending')) box.remove();
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
