/* A voice message is recorded where a browser can: the button, the seconds left, and
   listening before anything is sent. What was recorded becomes a file of the form like
   any other; without a script, or a microphone, a file is chosen instead. */
(() => {
  'use strict';
  const kinds = ['audio/webm;codecs=opus', 'audio/mp4', 'audio/ogg;codecs=opus', 'audio/webm'];
  const kind = () => window.MediaRecorder && kinds.find(k => MediaRecorder.isTypeSupported(k));
  const button = (says, act) => {
    const b = document.createElement('button');
    b.type = 'button';
    b.className = 'btn btn-sm';
    b.textContent = says;
    b.addEventListener('click', act);
    return b;
  };

  function furnish(box) {
    const input = box.querySelector('input[type=file]'), says = box.dataset, most = Number(says.voice);
    if (box.dataset.furnished || !input || !kind() || !navigator.mediaDevices || !window.DataTransfer) return;
    box.dataset.furnished = 'yes';
    const row = document.createElement('div'), line = document.createElement('span');
    row.className = 'voice-row';
    line.className = 'left';
    line.setAttribute('role', 'status');
    let recorder = null, listen = null, ticking = 0, ends = 0;

    const forget = () => {
      if (listen) { URL.revokeObjectURL(listen.src); listen.remove(); listen = null; }
      input.value = '';
      line.textContent = '';
      drop.hidden = true;
      start.textContent = says.record;
    };
    const halt = () => { clearInterval(ticking); if (recorder && recorder.state !== 'inactive') recorder.stop(); };
    const tick = () => {
      const left = Math.max(0, Math.ceil((ends - performance.now()) / 1000));
      line.textContent = says.left.replace('#', left);
      if (left === 0) halt();
    };
    const keep = parts => {
      const type = recorder.mimeType.split(';')[0], end = type === 'audio/mp4' ? 'm4a' : type.slice(6);
      const file = new File(parts, 'voice.' + end, { type }), all = new DataTransfer();
      all.items.add(file);
      input.files = all.files;
      listen = document.createElement('audio');
      listen.controls = true;
      listen.src = URL.createObjectURL(file);
      listen.setAttribute('aria-label', says.ready);
      row.after(listen);
      line.textContent = says.ready;
      start.textContent = says.again;
      drop.hidden = false;
      recorder = null;
    };
    const record = async () => {
      if (recorder) { halt(); return; }
      let line_in;
      try {
        line_in = await navigator.mediaDevices.getUserMedia({ audio: true });
      } catch {
        line.textContent = says.none;
        return;
      }
      forget();
      const parts = [];
      recorder = new MediaRecorder(line_in, { mimeType: kind(), audioBitsPerSecond: 32000 });
      recorder.ondataavailable = e => { if (e.data.size) parts.push(e.data); };
      recorder.onstop = () => { for (const t of line_in.getTracks()) t.stop(); keep(parts); };
      recorder.start(1000);
      ends = performance.now() + (most - 1) * 1000; /* a second is left for the last sound */
      start.textContent = says.stop;
      tick();
      ticking = setInterval(tick, 250);
    };
    const start = button(says.record, record), drop = button(says.discard, forget);
    drop.hidden = true;
    row.append(start, drop, line);
    input.before(row);
  }

  /* A box is furnished when it is opened: nobody asks for a microphone before. */
  document.addEventListener('toggle', e => {
    if (e.target.open && e.target.matches?.('.attach')) for (const box of e.target.querySelectorAll('[data-voice]')) furnish(box);
  }, true);
})();
