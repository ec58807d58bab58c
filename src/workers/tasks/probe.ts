import { locateFfmpeg } from '../../adapters/audio/locateFfmpeg.ts';
import { probeRecording } from '../../adapters/audio/probe.ts';
import type { DspTask } from '../taskTypes.ts';

/** What a file holds, or why it cannot be used. */
export const probe: DspTask<'probe'> = async ({ path, name, maximumSec }, { config, isCancelled }) =>
  probeRecording({ ffmpegPath: await locateFfmpeg(config.ffmpegPath), path, name, maximumSec, isCancelled });
