/** Copies a number or an address. */
export function copy(root: Document): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    if (!navigator.clipboard) return;
    const word = button.querySelector('span:last-child')!;
    const idle = word.textContent;
    word.setAttribute('aria-live', 'polite');
    button.hidden = false;
    button.addEventListener('click', async () => {
      await navigator.clipboard.writeText(button.dataset.copy!);
      word.textContent = button.dataset.done!;
      setTimeout(() => (word.textContent = idle), 3000);
    });
  }
}
