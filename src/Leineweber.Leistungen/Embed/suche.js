// Search box of the city's service portal for other web sites: <script src="https://PORTAL/einbetten/suche.js" defer></script>
// and <div data-leineweber-suche></div> where it shall stand. Asks only the portal's public interface; no cookies, nothing is kept.
(() => {
  'use strict';
  const portal = new URL(document.currentScript.src).origin + new URL(document.currentScript.src).pathname.replace(/\/einbetten\/suche\.js$/, '');
  const english = (document.documentElement.lang || 'de').toLowerCase().startsWith('en');
  const words = english
    ? { label: 'Search the city’s services', button: 'Search', list: 'Suggestions', one: '1 suggestion', many: n => n + ' suggestions' }
    : { label: 'Leistungen der Stadt suchen', button: 'Suchen', list: 'Vorschläge', one: '1 Vorschlag', many: n => n + ' Vorschläge' };
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  document.querySelectorAll('[data-leineweber-suche]').forEach((place, index) => {
    const id = 'leineweber-suche-' + index;
    const input = element('input', {
      type: 'search', name: 'q', id, maxlength: '200', autocomplete: 'off',
      role: 'combobox', 'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': id + '-liste',
    });
    const list = element('ul', { id: id + '-liste', role: 'listbox', 'aria-label': words.list, hidden: '' });
    const status = element('span', { role: 'status', class: 'leineweber-suche__status' });
    place.replaceChildren(element('form', { action: portal + '/suche', method: 'get', role: 'search', class: 'leineweber-suche' },
      element('label', { for: id }, words.label), input, element('button', {}, words.button), list, status));

    let options = [];
    let current = -1;
    let wait;
    let running;
    const mark = next => {
      options[current]?.setAttribute('aria-selected', 'false');
      current = next;
      options[current]?.setAttribute('aria-selected', 'true');
      if (options[current]) input.setAttribute('aria-activedescendant', options[current].id);
      else input.removeAttribute('aria-activedescendant');
    };
    const close = () => {
      list.hidden = true;
      input.setAttribute('aria-expanded', 'false');
      mark(-1);
    };
    const show = hits => {
      options = hits.map((hit, i) => {
        const option = element('li', { id: id + '-' + i, role: 'option', 'aria-selected': 'false' }, hit.titel);
        option.dataset.url = hit.url;
        return option;
      });
      list.replaceChildren(...options);
      list.hidden = !options.length;
      input.setAttribute('aria-expanded', String(!list.hidden));
      mark(-1);
      status.textContent = options.length === 1 ? words.one : words.many(options.length);
    };
    const ask = async () => {
      const text = input.value.trim();
      running?.abort();
      if (text.length < 2) return close();
      running = new AbortController();
      try {
        const answer = await fetch(portal + '/api/v1/suche?limit=8&q=' + encodeURIComponent(text), { signal: running.signal, credentials: 'omit' });
        if (answer.ok && document.activeElement === input) show((await answer.json()).treffer);
      } catch { /* typed on, or offline: the form still works */ }
    };
    input.addEventListener('input', () => { clearTimeout(wait); wait = setTimeout(ask, 150); });
    input.addEventListener('keydown', event => {
      if (list.hidden) return;
      if (event.key === 'Escape') { event.preventDefault(); close(); }
      else if (event.key === 'ArrowDown') { event.preventDefault(); mark((current + 1) % options.length); }
      else if (event.key === 'ArrowUp') { event.preventDefault(); mark((current <= 0 ? options.length : current) - 1); }
      else if (event.key === 'Enter' && options[current]) { event.preventDefault(); location.assign(options[current].dataset.url); }
    });
    input.addEventListener('blur', () => setTimeout(close, 150));
    list.addEventListener('mousedown', event => event.preventDefault());
    list.addEventListener('click', event => {
      const option = event.target.closest('[role=option]');
      if (option) location.assign(option.dataset.url);
    });
  });
})();
