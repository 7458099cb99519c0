/** Shows what belongs to a choice only while it is chosen. */
export function reveal(root: Document): void {
  const choices = [...root.querySelectorAll<HTMLInputElement>('[data-reveals]')];
  const show = () => choices.forEach(choice => {
    const below = root.getElementById(choice.dataset.reveals!);
    if (below) {
      below.hidden = !choice.checked;
      choice.setAttribute('aria-expanded', String(choice.checked));
    }
  });
  // A radio button must not bear aria-expanded (ARIA 1.2); a checkbox may.
  const tidy = () => choices.filter(c => c.type === 'radio').forEach(c => c.removeAttribute('aria-expanded'));
  if (choices.length) {
    root.addEventListener('change', () => (show(), tidy()));
    show();
    tidy();
  }
}
