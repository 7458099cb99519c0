/** Says how many characters are left in a text area. */
export function count(root: Document): void {
  for (const area of root.querySelectorAll<HTMLTextAreaElement>('textarea[data-count]')) {
    const line = area.parentElement?.querySelector<HTMLElement>('.lw-count');
    if (!line) continue;
    let wait = 0;
    line.setAttribute('aria-live', 'polite');
    const show = () => {
      // Browsers send line ends as two characters.
      const left = Number(area.dataset.count) - area.value.replace(/\r?\n/g, '\r\n').length;
      line.textContent = (left < 0 ? line.dataset.overText! : line.dataset.countText!).replace('#', String(Math.abs(left)));
      line.classList.toggle('lw-count--over', left < 0);
    };
    area.addEventListener('input', () => {
      clearTimeout(wait);
      wait = window.setTimeout(show, 400);
    });
    show();
  }
}
