/** The browser's own file chooser; empty when it was closed. */
function pick(accept: string, isMultiple: boolean): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = isMultiple;
    input.addEventListener('change', () => resolve([...(input.files ?? [])]));
    input.addEventListener('cancel', () => resolve([]));
    input.click();
  });
}

/** Recordings; empty when the chooser was closed. */
export function pickRecordings(): Promise<readonly File[]> {
  return pick('audio/*,video/*', true);
}

/** Files that carry one of these extensions, without their dots. */
export function pickFiles(extensions: readonly string[], isMultiple = true): Promise<readonly File[]> {
  return pick(extensions.map((extension) => `.${extension}`).join(','), isMultiple);
}
