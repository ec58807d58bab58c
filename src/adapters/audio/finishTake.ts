import { AppError } from '../../contract/errors.ts';
import type { Notice } from '../../contract/notices.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import type { Analysis } from '../../engine/analysis/types.ts';
import type { AudioSource } from '../../engine/converters/types.ts';
import type { Performance } from '../../engine/perform/types.ts';
import type { Loudness, TaskControl } from './types.ts';

export type FinishRequest = TaskControl & {
  readonly ffmpegPath: string;
  /** The converter's output; see openRaw. */
  readonly raw: AudioSource;
  /** The mono recording at its working rate. */
  readonly source: AudioSource;
  readonly analysis: Analysis;
  readonly performance: Performance;
  /** Complete; the finish group's values are used. */
  readonly settings: AnySettingValues;
  readonly masterPath: string;
};
export type Finished = Loudness & {
  /** Samples of the master, at 48 kHz. */
  readonly sampleCount: number;
  readonly notices: readonly Notice[];
};

/** Raw converter output → master.wav, 48 kHz mono float32. */
export function finishTake(request: FinishRequest): Promise<Finished> {
  return Promise.reject(new AppError('DISK_FULL', { folder: request.masterPath }));
}
