import type { AudioSource } from '../../engine/converters/types.ts';

/** How a long task reports and is stopped. isCancelled is asked often and must be cheap (a flag in shared memory). */
export type TaskControl = {
  /** 0–1, never falling. */
  readonly onProgress?: (doneRatio: number) => void;
  readonly isCancelled?: () => boolean;
};

/** An open file of mono samples. Windows outside [0, sampleCount) are silent; reads are synchronous. */
export type OpenAudio = AudioSource & { close(): void };

/** What EBU R128 says of a file; null where there is nothing loud enough to measure. */
export type Loudness = {
  readonly loudnessLufs: number | null;
  readonly truePeakDb: number | null;
};
