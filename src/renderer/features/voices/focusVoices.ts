/** Frames in which a change of the list may still take the focused row out of the page. */
const settlingFrames = 12;

/** Puts the focus on the chosen voice, and keeps it there while the list changes: a row that goes takes the focus with it. */
export function focusVoices(): void {
  let frame = 0;
  const settle = (): void => {
    const list = document.querySelector<HTMLElement>('.place:not([inert]) .voices[role=listbox]');
    const chosen = list?.querySelector<HTMLElement>('[role=option][aria-selected=true]');
    // Its row may still be out of view, and so out of the page.
    const isLost = document.activeElement === document.body || document.activeElement === list;
    if (frame === 0 || isLost) (chosen ?? list)?.focus();
    if (++frame < settlingFrames) requestAnimationFrame(settle);
  };
  requestAnimationFrame(settle);
}
