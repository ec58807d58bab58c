import type { RecordingId, TakeId, VoiceId } from '../../contract/ids.ts';
import type { JobStatus } from '../../contract/jobs.ts';
import type { StoredJob, StoredTake } from '../records/ports.ts';

/** One word of a search: in the folded name of a take's recording, or the name of one of these voices. */
export type SearchWord = { readonly folded: string; readonly voiceIds: readonly VoiceId[] };

/** Where a take stands in the history. */
export type TakePlace = { readonly createdAt: string; readonly id: string };

export type TakePageQuery = {
  readonly words: readonly SearchWord[];
  readonly voiceId?: VoiceId | undefined;
  readonly statuses?: readonly JobStatus[] | undefined;
  readonly isStarred?: boolean | undefined;
  readonly isSingle?: boolean | undefined;
  readonly isRemoved: boolean;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  /** The last take of the page before. */
  readonly after?: TakePlace | undefined;
  readonly limit: number;
};

/** A take with the job that made it. */
export type TakeWithJob = { readonly take: StoredTake; readonly job: StoredJob };

/** `next`: the last take looked at, where others follow. A row that cannot be read is passed over and ends no history. */
export type TakePage = { readonly entries: readonly TakeWithJob[]; readonly next: TakePlace | null };

export type TakeRepository = {
  get(id: TakeId): StoredTake | undefined;
  /** Of a recording, in the order they were made, those in the bin too. */
  listOf(recordingId: RecordingId): StoredTake[];
  nextNumber(recordingId: RecordingId): number;
  /** Replaces a take that exists. */
  save(take: StoredTake): void;
  /** Newest first. */
  page(query: TakePageQuery): TakePage;
  /** How many the query finds on all pages, counted up to a limit. */
  count(query: Omit<TakePageQuery, 'after' | 'limit'>, limit: number): number;
};
