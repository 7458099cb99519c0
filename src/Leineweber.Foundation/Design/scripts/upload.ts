/** Files can be dropped on the field; too large ones and other kinds are named before anything is sent. */
export function upload(root: Document): void {
  for (const box of root.querySelectorAll<HTMLElement>('[data-upload]')) {
    const input = box.querySelector<HTMLInputElement>('input[type=file]')!;
    const note = root.createElement('p');
    note.className = 'lw-upload__note';
    note.setAttribute('aria-live', 'polite');
    box.append(note);
    if (matchMedia('(pointer: fine)').matches) note.textContent = box.dataset.dropText!;

    // Browsers drop files on the input by themselves; this only shows where.
    for (const [name, over] of [['dragenter', true], ['dragover', true], ['dragleave', false], ['drop', false]] as const) {
      input.addEventListener(name, () => box.classList.toggle('lw-upload--over', over));
    }
    input.addEventListener('change', () => check(box, input, note));
  }
}

function check(box: HTMLElement, input: HTMLInputElement, note: HTMLElement): void {
  const files = [...(input.files ?? [])];
  const kinds = input.accept.toLowerCase().split(',').map(kind => kind.trim()).filter(Boolean);
  const fits = (file: File) => !kinds.length || kinds.some(kind => kind.startsWith('.')
    ? file.name.toLowerCase().endsWith(kind) : kind.endsWith('/*') ? file.type.startsWith(kind.slice(0, -1)) : file.type === kind);
  const large = files.find(file => file.size > Number(box.dataset.max));
  const other = files.find(file => !fits(file));
  const bad = large ?? other;
  note.classList.toggle('lw-upload__note--bad', !!bad);
  input.setCustomValidity('');
  if (bad) {
    note.textContent = `${bad.name}: ${large ? box.dataset.largeText : box.dataset.kindText}`;
    input.value = '';
  } else {
    note.textContent = files.length > 1 ? files.map(file => file.name).join(', ') : '';
  }
}
