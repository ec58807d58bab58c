import { create } from 'zustand';
import type { HistoryEntry, HistoryFilter } from '../../../contract/history.ts';
import { voiceIdSchema } from '../../../contract/ids.ts';
import type { JobStatus } from '../../../contract/jobs.ts';

export const statusChoices = ['any', 'completed', 'open', 'failed', 'cancelled'] as const;
export const timeChoices = ['any', 'today', 'week', 'month'] as const;
export type StatusChoice = (typeof statusChoices)[number];
export type TimeChoice = (typeof timeChoices)[number];

/** What of the takes is looked at. */
export type Sieve = {
  readonly words: string;
  /** Null: all. */
  readonly voiceId: string | null;
  readonly status: StatusChoice;
  readonly time: TimeChoice;
  readonly isStarred: boolean;
  readonly isRemoved: boolean;
};

export const wholeHistory: Sieve = {
  words: '',
  voiceId: null,
  status: 'any',
  time: 'any',
  isStarred: false,
  isRemoved: false,
};

/** Two takes of one recording side by side; second: null while it is being chosen. */
export type Comparing = { readonly first: HistoryEntry; readonly second: HistoryEntry | null };

type History = {
  readonly sieve: Sieve;
  readonly comparing: Comparing | null;
  readonly sift: (change: Partial<Sieve>) => void;
  readonly compare: (comparing: Comparing | null) => void;
};

export const useHistoryView = create<History>()((set) => ({
  sieve: wholeHistory,
  comparing: null,
  sift: (change) => set(({ sieve }) => ({ sieve: { ...sieve, ...change } })),
  compare: (comparing) => set({ comparing }),
}));

const statusesOf: Readonly<Record<Exclude<StatusChoice, 'any'>, JobStatus[]>> = {
  completed: ['completed'],
  open: ['queued', 'processing'],
  failed: ['failed'],
  cancelled: ['cancelled'],
};
const daysOf: Readonly<Record<Exclude<TimeChoice, 'any'>, number>> = { today: 0, week: 6, month: 29 };

/** The filter that is asked for. Days begin at midnight of this computer. */
export function filterOf(sieve: Sieve, now: Date): HistoryFilter {
  const { words, voiceId, status, time, isStarred, isRemoved } = sieve;
  const from = time === 'any' ? null : new Date(now.getFullYear(), now.getMonth(), now.getDate() - daysOf[time]);
  return {
    words: words.trim(),
    isRemoved,
    ...(voiceId === null ? {} : { voiceId: voiceIdSchema.parse(voiceId) }),
    ...(status === 'any' ? {} : { statuses: statusesOf[status] }),
    ...(isStarred ? { isStarred } : {}),
    ...(from === null ? {} : { from: from.toISOString() }),
  };
}
