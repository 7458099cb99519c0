/** Keys for staff: / search, ? list of keys, j and k through the rows, Enter opens (it is a link), n next case. */
export function keys(root: Document): void {
  if (!root.body.classList.contains('lw-amt')) return;
  const links = () => [...root.querySelectorAll<HTMLElement>('[data-row-link], .lw-table tbody tr td a:first-of-type, .lw-table tbody tr th a:first-of-type')]
    .filter((link, index, all) => all.findIndex(other => other.closest('tr') === link.closest('tr')) === index);
  const step = (by: number) => {
    const all = links();
    const now = all.findIndex(link => link.closest('tr')?.contains(root.activeElement));
    all[Math.min(all.length - 1, Math.max(0, now < 0 ? 0 : now + by))]?.focus();
  };
  const follow = (selector: string) => root.querySelector<HTMLElement>(selector)?.click();
  const actions: Record<string, () => void> = {
    '/': () => root.querySelector<HTMLElement>('.lw-bar input[type=search]')?.focus(),
    '?': () => root.querySelector<HTMLDialogElement>('dialog[data-keys]')?.showModal(),
    j: () => step(1),
    k: () => step(-1),
    n: () => follow('[data-next]'),
  };
  root.addEventListener('keydown', event => {
    const target = event.target as HTMLElement;
    if (event.ctrlKey || event.metaKey || event.altKey || target.closest('input:not([type=checkbox],[type=radio]), textarea, select, dialog, [contenteditable]')) return;
    const action = actions[event.key];
    if (action) {
      event.preventDefault();
      action();
    }
  });
  for (const open of root.querySelectorAll<HTMLElement>('[data-opens-keys]')) {
    open.hidden = false;
    open.addEventListener('click', actions['?']!);
  }
}
