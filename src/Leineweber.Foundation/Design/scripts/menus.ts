/** Closes unfolded menus by Escape or by a click elsewhere. */
export function menus(root: Document): void {
  const close = (except?: Node | null) => {
    for (const menu of root.querySelectorAll<HTMLDetailsElement>('details.lw-menu[open]')) {
      if (!except || !menu.contains(except)) {
        const inside = menu.contains(root.activeElement);
        menu.open = false;
        if (!except && inside) menu.querySelector('summary')!.focus();
      }
    }
  };
  root.addEventListener('click', event => close(event.target as Node));
  root.addEventListener('keydown', event => {
    if (event.key === 'Escape') close();
  });
}
