// Suggestions while typing: ARIA combobox with a grouped list. The address answers JSON:
// [{ "group": "Online sofort", "items": [{ "title": "Meldebescheinigung", "href": "/…", "about": "…" }] }]

interface Item { title: string; href?: string; about?: string }
interface Group { group: string; items: Item[] }

/** Fields with data-suggest (address) show suggestions; without JavaScript the form is simply sent. */
export function suggest(root: Document): void {
  root.querySelectorAll<HTMLInputElement>('input[data-suggest]:not([data-suggest=""])').forEach((input, index) => attach(root, input, `vorschlaege-${index}`));
}

function attach(root: Document, input: HTMLInputElement, id: string): void {
  const list = root.createElement('div');
  list.id = id;
  list.className = 'lw-suggest';
  list.hidden = true;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.dataset.suggestLabel ?? input.getAttribute('aria-label') ?? '');
  input.closest('.lw-search, .lw-field')!.append(list);
  for (const [name, value] of [['role', 'combobox'], ['aria-autocomplete', 'list'], ['aria-expanded', 'false'], ['aria-controls', id], ['autocomplete', 'off']] as const) {
    input.setAttribute(name, value);
  }

  let options: HTMLElement[] = [];
  let current = -1;
  let wait = 0;
  let running: AbortController | undefined;

  const close = () => {
    list.hidden = true;
    input.setAttribute('aria-expanded', 'false');
    mark(-1);
  };
  const mark = (next: number) => {
    options[current]?.setAttribute('aria-selected', 'false');
    current = next;
    const option = options[current];
    option?.setAttribute('aria-selected', 'true');
    option?.scrollIntoView({ block: 'nearest' });
    if (option) input.setAttribute('aria-activedescendant', option.id);
    else input.removeAttribute('aria-activedescendant');
  };
  const choose = (option: HTMLElement) => {
    if (option.dataset.href) {
      location.assign(option.dataset.href);
    } else {
      input.value = option.dataset.value!;
      close();
      if (input.form?.role === 'search') input.form.requestSubmit();
    }
  };
  const show = (groups: Group[]) => {
    list.replaceChildren(...groups.filter(g => g.items.length).map((group, g) => {
      const box = root.createElement('div');
      box.setAttribute('role', 'group');
      const head = root.createElement('div');
      head.className = 'lw-suggest__group';
      head.id = `${id}-${g}`;
      head.textContent = group.group;
      box.setAttribute('aria-labelledby', head.id);
      box.append(head, ...group.items.map((item, i) => draw(root, item, `${id}-${g}-${i}`)));
      return box;
    }));
    options = [...list.querySelectorAll<HTMLElement>('[role=option]')];
    current = -1;
    list.hidden = !options.length;
    input.setAttribute('aria-expanded', String(!list.hidden));
    input.removeAttribute('aria-activedescendant');
  };
  const ask = async () => {
    const text = input.value.trim();
    running?.abort();
    if (text.length < 2) return close();
    running = new AbortController();
    const address = new URL(input.dataset.suggest!, location.href);
    address.searchParams.set('q', text);
    try {
      const answer = await fetch(address, { signal: running.signal, headers: { accept: 'application/json' } });
      if (answer.ok && root.activeElement === input) show(await answer.json());
    } catch { /* typed on, or offline: the form still works */ }
  };

  input.addEventListener('input', () => {
    clearTimeout(wait);
    wait = window.setTimeout(ask, 120);
  });
  input.addEventListener('keydown', event => {
    if (event.key === 'Escape' && !list.hidden) {
      event.preventDefault();
      close();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && options.length && !list.hidden) {
      event.preventDefault();
      const by = event.key === 'ArrowDown' ? 1 : -1;
      mark(((current < 0 && by < 0 ? options.length : current) + by + options.length) % options.length);
    } else if (event.key === 'Enter' && options[current] && !list.hidden) {
      event.preventDefault();
      choose(options[current]!);
    }
  });
  input.addEventListener('blur', () => setTimeout(close, 150));
  list.addEventListener('mousedown', event => event.preventDefault());
  list.addEventListener('click', event => {
    const option = (event.target as HTMLElement).closest<HTMLElement>('[role=option]');
    if (option) choose(option);
  });
}

function draw(root: Document, item: Item, id: string): HTMLElement {
  const option = root.createElement('div');
  option.id = id;
  option.setAttribute('role', 'option');
  option.setAttribute('aria-selected', 'false');
  option.textContent = item.title;
  option.dataset.value = item.title;
  if (item.href) option.dataset.href = item.href;
  if (item.about) {
    const about = root.createElement('small');
    about.textContent = item.about;
    option.append(about);
  }
  return option;
}
