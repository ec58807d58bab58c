import { useLayoutEffect, useState } from 'react';
import { carriesFiles, sortDrop, type DropZone } from './droppedItems.ts';
import type { Bring } from '../import/useBring.ts';

/** Number of files held over the window, and over which of its places; null when there are none. */
export type Dragged = { readonly count: number; readonly zone: DropZone | null } | null;

function zoneOf(target: EventTarget | null): DropZone | null {
  return target instanceof Element && target.closest('[data-drop=melody]') ? 'melody' : null;
}

/** A drag over the window says so many times a second; one that was broken off elsewhere just falls silent. */
const quietMs = 1500;

/** Drop and paste anywhere on the window. What is not a file does nothing. */
export function useFileDrop({ openDrop }: Pick<Bring, 'openDrop'>): Dragged {
  const [dragged, setDragged] = useState<Dragged>(null);
  useLayoutEffect(() => {
    let gone: ReturnType<typeof setTimeout> | undefined;
    const end = (): void => {
      clearTimeout(gone);
      setDragged(null);
    };
    const over = (event: DragEvent): void => {
      event.preventDefault();
      if (!event.dataTransfer) return;
      const hasFiles = carriesFiles(event.dataTransfer);
      event.dataTransfer.dropEffect = hasFiles ? 'copy' : 'none';
      const count = event.dataTransfer.items.length;
      clearTimeout(gone);
      gone = setTimeout(end, quietMs);
      const zone = zoneOf(event.target);
      setDragged((before) =>
        !hasFiles ? null : before?.count === count && before.zone === zone ? before : { count, zone },
      );
    };
    const leave = (event: DragEvent): void => {
      if (event.relatedTarget === null) end();
    };
    const drop = (event: DragEvent): void => {
      event.preventDefault();
      end();
      if (event.dataTransfer && carriesFiles(event.dataTransfer)) {
        openDrop(sortDrop(event.dataTransfer), zoneOf(event.target));
      }
    };
    const paste = (event: ClipboardEvent): void => {
      const pasted = event.clipboardData;
      if (!pasted || pasted.files.length === 0) return;
      event.preventDefault();
      openDrop(sortDrop(pasted), null);
    };
    window.addEventListener('dragover', over);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', drop);
    window.addEventListener('paste', paste);
    return () => {
      clearTimeout(gone);
      window.removeEventListener('dragover', over);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', drop);
      window.removeEventListener('paste', paste);
    };
  }, [openDrop]);
  return dragged;
}
