/* A room that is renewed while somebody looks at it: nothing typed is lost, the
   focus stays, and the end of the stream is said. htmx does the swapping. */
(() => {
  'use strict';
  const room = () => document.getElementById('room');
  const typed = e => e.value !== e.defaultValue && e.value.trim() !== '';
  let before = null;

  /* What must survive: texts that were not sent, and where the focus is. */
  document.addEventListener('htmx:sse:before:message', () => {
    const here = room();
    if (!here) return;
    const active = document.activeElement === document.body ? null : document.activeElement;
    const trail = [];
    for (let e = active; e && e !== here; e = e.parentElement) if (e.id) trail.push(e.id);
    before = { active, trail, texts: [...here.querySelectorAll('textarea, input:not([type=hidden])')].filter(typed) };
  });

  document.addEventListener('htmx:sse:after:message', () => {
    const was = before;
    before = null;
    if (!was || !room()) return;
    for (const e of was.texts) if (!e.isConnected) rescue(e);
    if (!was.active || document.activeElement === was.active) return;
    for (const id of [...was.trail, 'room']) {
      const e = document.getElementById(id);
      if (!e) continue;
      e.focus({ preventScroll: true });
      if (document.activeElement !== e) {
        e.tabIndex = -1;
        e.focus({ preventScroll: true });
      }
      if (document.activeElement === e) return;
    }
  });

  /* A text whose box has gone: into the box of the same name, else beside the room. */
  function rescue(e) {
    const same = e.id && document.getElementById(e.id);
    if (same) {
      if (!same.value) same.value = e.value;
      return;
    }
    const box = document.createElement('div'), text = document.createElement('textarea'), says = document.createElement('label');
    box.className = 'card stack-2 mt';
    text.className = 'input';
    text.id = 'stash-' + Math.random().toString(36).slice(2);
    text.readOnly = true;
    text.rows = 4;
    text.value = e.value;
    says.htmlFor = text.id;
    says.className = 'label';
    says.textContent = document.body.dataset.stash;
    box.append(says, text);
    room().before(box);
  }

  document.addEventListener('over', e => {
    const news = document.getElementById('news');
    if (news) news.textContent = e.detail.data;
  });
})();
