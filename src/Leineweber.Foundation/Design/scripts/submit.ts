/** Sends a form once: the button says so and does nothing until the next page is there. */
export function submit(root: Document): void {
  root.addEventListener('submit', event => {
    const form = event.target as HTMLFormElement;
    if (event.defaultPrevented || form.method === 'get' || form.target) return;
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    const button = event.submitter;
    const label = button?.querySelector<HTMLElement>('.kern-label');
    if (button instanceof HTMLButtonElement && label && button.dataset.busy) {
      button.dataset.idle = label.textContent ?? '';
      button.setAttribute('aria-disabled', 'true');
      label.textContent = button.dataset.busy;
    }
  });
  // Back from the next page: the browser shows this one as it was left.
  addEventListener('pageshow', () => {
    for (const form of root.querySelectorAll<HTMLFormElement>('form[data-sent]')) {
      delete form.dataset.sent;
    }
    for (const button of root.querySelectorAll<HTMLElement>('button[data-idle]')) {
      button.removeAttribute('aria-disabled');
      button.querySelector('.kern-label')!.textContent = button.dataset.idle!;
      delete button.dataset.idle;
    }
  });
}
