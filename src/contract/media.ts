import type { RecordingId, TakeId } from './ids.ts';

/**
 * Addresses of audio, the same under `app://cantado` and `http://127.0.0.1`. Both answer range requests with WAV.
 * A take that is still rendering has its final length; bytes not rendered yet are sent as they come.
 */
export const mediaPath = {
  recording: (id: RecordingId): string => `/media/recordings/${id}.wav`,
  take: (id: TakeId): string => `/media/takes/${id}.wav`,
  /** A few seconds of a voice on a recording; the name is a hash. */
  sample: (hash: string): string => `/media/samples/${hash}.wav`,
};
