import { usePlace } from '../window/placeStore.ts';

/** Frames in which a change of the list may still bring the chosen row into the page, or take the focused one out of it. */
const settlingFrames = 12;

/** Puts the focus on the chosen voice, and keeps it there while the list changes: a row that goes takes the focus with it. */
export function focusVoices(): void {
  let frame = 0;
  let given: HTMLElement | undefined;
  const before = document.activeElement;
  const { place } = usePlace.getState();
  const settle = (): void => {
    if (usePlace.getState().place !== place) return;
    const list = document.querySelector<HTMLElement>('.place:not([inert]) .voices[role=listbox]');
    const chosen = list?.querySelector<HTMLElement>('[role=option][aria-selected=true]');
    const isLost = document.activeElement === document.body || document.activeElement === list;
    // Whoever has taken a row with the mouse meanwhile keeps it.
    const isTaken = !isLost && document.activeElement !== before && list?.contains(document.activeElement) === true;
    // A voice that is drawn a moment after it was chosen takes the focus over from the one chosen before.
    const isOvertaken = given !== undefined && given === document.activeElement && given !== chosen;
    if (chosen && (isLost || isOvertaken || (given === undefined && !isTaken))) {
      chosen.focus();
      given = chosen;
    }
    // Its row may still be out of view, and so out of the page.
    if (++frame < settlingFrames) requestAnimationFrame(settle);
    else if (given === undefined) list?.focus();
  };
  requestAnimationFrame(settle);
}
