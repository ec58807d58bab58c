import { useEffect, type RefObject } from 'react';
import type { Voice } from '../../../contract/voices.ts';

/** Only rows in view are in the page, so the row of a voice that was chosen elsewhere (added, restored) is scrolled to. */
export function useChosenInView(
  list: RefObject<HTMLElement | null>,
  shown: readonly Voice[],
  chosenId: Voice['id'],
): void {
  const index = shown.findIndex(({ id }) => id === chosenId);
  const count = shown.length;
  useEffect(() => {
    if (index < 0) return undefined;
    // The list knows its new length only after it was laid out.
    const frame = requestAnimationFrame(() => {
      const box = list.current;
      if (!box) return;
      const rowHeight = box.scrollHeight / count;
      const top = index * rowHeight;
      const isInView = top >= box.scrollTop && top + rowHeight <= box.scrollTop + box.clientHeight;
      if (!isInView) box.scrollTop = top - (box.clientHeight - rowHeight) / 2;
    });
    return () => {
      cancelAnimationFrame(frame);
    };
  }, [list, index, count, chosenId]);
}
