// Keys for who works here all day. Comfort only: each key presses a link or button
// that is on the page. j and k walk along the rows of a list. Keys are off while
// somebody types, and for who turned them off.
(() => {
  'use strict';
  const off = () => { try { return localStorage.getItem('keys') === 'off'; } catch { return false; } };
  const rows = () => [...document.querySelectorAll('[data-row]')].filter(r => r.offsetParent !== null);

  const walk = step => {
    const all = rows();
    const at = all.indexOf(document.activeElement);
    const to = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
    if (to) { to.focus(); to.scrollIntoView({ block: 'nearest' }); }
  };

  const press = key => {
    const it = document.querySelector(`[data-key="${CSS.escape(key)}"]`);
    if (!it) return false;
    if (it.matches('input, textarea, select')) { it.focus(); it.select?.(); }
    else if (it.matches('details')) { it.open = !it.open; it.querySelector('summary').focus(); it.scrollIntoView({ block: 'nearest' }); }
    else it.click();
    return true;
  };

  document.addEventListener('keydown', e => {
    if (e.defaultPrevented || e.ctrlKey || e.metaKey || e.altKey || e.isComposing || off()) return;
    if (e.target.closest?.('input, textarea, select, [contenteditable]')) return;
    if (e.key === 'j' || e.key === 'k') { walk(e.key === 'j' ? 1 : -1); e.preventDefault(); return; }
    if (e.key.length === 1 && press(e.key)) e.preventDefault();
  });

  for (const button of document.querySelectorAll('button[data-keys]')) {
    const show = () => { button.textContent = off() ? button.dataset.on : button.dataset.off; };
    button.hidden = false;
    button.addEventListener('click', () => {
      try { off() ? localStorage.removeItem('keys') : localStorage.setItem('keys', 'off'); } catch { /* private window: keys stay on */ }
      show();
    });
    show();
  }
})();
