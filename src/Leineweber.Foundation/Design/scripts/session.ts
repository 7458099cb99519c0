/** Says in time that the sign-in ends, so that nothing typed is lost. */
export function session(root: Document): void {
  const hint = root.querySelector<HTMLElement>('[data-session-ends]');
  if (!hint) return;
  const warnBefore = 3 * 60_000;
  const left = Number(hint.dataset.sessionEnds) * 1000 - warnBefore;
  setTimeout(() => (hint.hidden = false), Math.max(0, left));
  hint.querySelector('button')?.addEventListener('click', async () => {
    const answer = await fetch(hint.dataset.sessionStay!, { method: 'HEAD', credentials: 'same-origin' }).catch(() => null);
    if (answer?.ok) {
      hint.hidden = true;
      setTimeout(() => (hint.hidden = false), Math.max(0, left));
    }
  });
}
