/** Frames in which a change of the list may still bring the chosen row into the page, or take the focused one out of it. */
const settlingFrames = 12;

/** Puts the focus on the chosen voice, and keeps it there while the list changes: a row that goes takes the focus with it. */
export function focusVoices(): void {
  let frame = 0;
  let hadFocus = false;
  const settle = (): void => {
    const list = document.querySelector<HTMLElement>('.place:not([inert]) .voices[role=listbox]');
    const chosen = list?.querySelector<HTMLElement>('[role=option][aria-selected=true]');
    const isLost = document.activeElement === document.body || document.activeElement === list;
    if (chosen && (!hadFocus || isLost)) {
      chosen.focus();
      hadFocus = true;
    }
    // Its row may still be out of view, and so out of the page.
    if (++frame < settlingFrames) requestAnimationFrame(settle);
    else if (!hadFocus) list?.focus();
  };
  requestAnimationFrame(settle);
}
