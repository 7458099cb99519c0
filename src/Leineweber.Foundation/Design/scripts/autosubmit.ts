/** Sends a filter as soon as a choice changes; typed text still waits for Enter or the button. */
export function autosubmit(root: Document): void {
  for (const form of root.querySelectorAll<HTMLFormElement>('form[data-autosubmit]')) {
    form.addEventListener('change', event => {
      const field = event.target as HTMLElement;
      if (field instanceof HTMLSelectElement || (field instanceof HTMLInputElement && /^(checkbox|radio)$/.test(field.type))) {
        form.requestSubmit();
      }
    });
  }
}
