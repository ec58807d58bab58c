import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useDrawer } from './drawerStore.ts';
import { keyOfInLine, type InLine } from './nowRows.ts';
import type { QueueActions, Side } from './useQueueActions.ts';

/** The ways to change the order of what waits. Places count from 0. */
export type Reorder = {
  readonly count: number;
  /** -1 for what does not wait. */
  readonly placeOf: (key: string) => number;
  readonly up: (at: number) => void;
  readonly down: (at: number) => void;
  readonly toFront: (at: number) => void;
  /** Whether a place next to another changes anything. */
  readonly canPut: (key: string, otherKey: string, side: Side) => boolean;
  readonly put: (key: string, otherKey: string, side: Side) => void;
};

/** Where what stands at a place stands when it is next to another one. */
function newPlace(from: number, to: number, side: Side): number {
  return to + (side === 'behind' ? 1 : 0) - (from < to ? 1 : 0);
}

export function useOrder(line: readonly InLine[], { move }: QueueActions): Reorder {
  const { t } = useTranslation();
  const placeOf = (key: string): number => line.findIndex((one) => keyOfInLine(one) === key);
  const canPutAt = (from: number, to: number, side: Side): boolean =>
    line[from]?.kind === 'job' && line[to] !== undefined && newPlace(from, to, side) !== from;
  const putAt = (from: number, to: number, side: Side): void => {
    const [one, other] = [line[from], line[to]];
    if (one?.kind !== 'job' || !other || !canPutAt(from, to, side)) return;
    const { id, recordingName: name } = one.job;
    const text = t('queue.moved', { name, place: newPlace(from, to, side) + 1 });
    move(id, other, side, () => useDrawer.getState().setNote({ kind: 'said', text }));
  };
  return {
    count: line.length,
    placeOf,
    up: (at) => putAt(at, at - 1, 'before'),
    down: (at) => putAt(at, at + 1, 'behind'),
    toFront: (at) => putAt(at, 0, 'before'),
    canPut: (key, otherKey, side) => canPutAt(placeOf(key), placeOf(otherKey), side),
    put: (key, otherKey, side) => putAt(placeOf(key), placeOf(otherKey), side),
  };
}

function sideOf({ clientY, currentTarget }: DragEvent): Side {
  const { top, height } = currentTarget.getBoundingClientRect();
  return clientY < top + height / 2 ? 'before' : 'behind';
}

/** What another row that is dragged over this one does: it is put before or behind it, whichever edge is nearer. */
export function useDropPlace(key: string, order: Reorder) {
  const [side, setSide] = useState<Side | null>(null);
  const sideFor = (event: DragEvent): Side | null => {
    const { dragged } = useDrawer.getState();
    const wanted = sideOf(event);
    return dragged !== null && order.canPut(dragged, key, wanted) ? wanted : null;
  };
  return {
    'data-drop': side ?? undefined,
    onDragOver: (event: DragEvent) => {
      const allowed = sideFor(event);
      setSide(allowed);
      if (allowed === null) return;
      // The window refuses every drag that carries no files.
      event.stopPropagation();
      event.preventDefault();
      event.dataTransfer.dropEffect = 'move';
    },
    onDragLeave: ({ currentTarget, relatedTarget }: DragEvent) => {
      if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setSide(null);
    },
    onDrop: (event: DragEvent) => {
      setSide(null);
      const { dragged, drag } = useDrawer.getState();
      const allowed = sideFor(event);
      // Here too: a row that has left the page cannot tell that its drag ended.
      drag(null);
      if (dragged === null || allowed === null) return;
      event.stopPropagation();
      event.preventDefault();
      order.put(dragged, key, allowed);
    },
  };
}

/** A row that can be dragged; its buttons do the same. */
export function dragHandlers(key: string) {
  const { drag } = useDrawer.getState();
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => {
      // Without data there is no drag.
      event.dataTransfer.setData('application/x-cantado-job', key);
      event.dataTransfer.effectAllowed = 'move';
      drag(key);
    },
    onDragEnd: () => drag(null),
  };
}
