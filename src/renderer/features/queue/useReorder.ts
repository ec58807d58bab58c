import { useState, type DragEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobId } from '../../../contract/ids.ts';
import type { Job } from '../../../contract/jobs.ts';
import { useDrawer } from './drawerStore.ts';
import type { QueueActions } from './useQueueActions.ts';

/** The waiting jobs in their order, and the ways to change it. Places count from 0. */
export type Reorder = {
  readonly jobs: readonly Job[];
  readonly up: (at: number) => void;
  readonly down: (at: number) => void;
  readonly toFront: (at: number) => void;
  /** Puts a job in front of another one. */
  readonly before: (jobId: string, otherId: JobId) => void;
};

export function useOrder(jobs: readonly Job[], { move }: QueueActions): Reorder {
  const { t } = useTranslation();
  const put = (job: Job | undefined, before: JobId | null, place: number): void => {
    if (!job || job.id === before) return;
    move(job.id, before);
    useDrawer.getState().setNote({ kind: 'said', text: t('queue.moved', { name: job.recordingName, place }) });
  };
  return {
    jobs,
    up: (at) => put(jobs[at], jobs[at - 1]?.id ?? null, at),
    down: (at) => put(jobs[at], jobs[at + 2]?.id ?? null, at + 2),
    toFront: (at) => put(jobs[at], jobs[0]?.id ?? null, 1),
    before: (jobId, otherId) => {
      const from = jobs.findIndex(({ id }) => id === jobId);
      const to = jobs.findIndex(({ id }) => id === otherId);
      put(jobs[from], otherId, from < to ? to : to + 1);
    },
  };
}

const draggedType = 'application/x-cantado-job';

/** Dragging a waiting job onto another puts it in front of that one; the buttons of the row do the same. */
export function useReorder(jobId: JobId, order: Reorder) {
  const [isOver, setOver] = useState(false);
  const isOurs = (event: DragEvent): boolean => event.dataTransfer.types.includes(draggedType);
  return {
    isOver,
    handlers: {
      draggable: true,
      onDragStart: (event: DragEvent) => {
        event.dataTransfer.setData(draggedType, jobId);
        event.dataTransfer.effectAllowed = 'move';
      },
      onDragOver: (event: DragEvent) => {
        if (!isOurs(event)) return;
        // The window refuses every drag that carries no files.
        event.stopPropagation();
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setOver(true);
      },
      onDragLeave: () => setOver(false),
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!isOurs(event)) return;
        event.stopPropagation();
        event.preventDefault();
        order.before(event.dataTransfer.getData(draggedType), jobId);
      },
    },
  };
}
