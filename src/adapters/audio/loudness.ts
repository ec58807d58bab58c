import { AppError } from '../../contract/errors.ts';
import { inputArgs, quietFlags, reasonIn, runFfmpeg } from './ffmpeg.ts';
import type { Loudness } from './types.ts';

/** The value the filter shows until something passed its absolute gate. */
const nothingHeardLufs = -70;

/**
 * Integrated loudness (EBU R128 / ITU-R BS.1770-4, LUFS) and true peak (dBTP, in steps of 0.1) of an audio file. Read as
 * a stream. A mono file counts as one channel: a full-scale 997 Hz tone measures -3.01 LUFS.
 * @throws AppError FFMPEG_FAILED, FFMPEG_MISSING or CANCELLED
 */
export async function measureLoudness(
  ffmpegPath: string,
  path: string,
  isCancelled: () => boolean = () => false,
): Promise<Loudness> {
  // The summary rounds loudness to 0.1; the running value, printed ten times a second, has three digits.
  let running = '';
  const meter = 'ebur128=peak=true:metadata=1:framelog=verbose,ametadata=mode=print:key=lavfi.r128.I:file=-';
  const { exitCode, messages } = await runFfmpeg({
    ffmpegPath,
    args: [...quietFlags, ...inputArgs(path), '-map', '0:a:0', '-af', meter, '-f', 'null', '-'],
    onOutput: (bytes) => {
      running = (running + bytes.toString('latin1')).slice(-256);
    },
    isCancelled,
  });
  if (exitCode !== 0) throw new AppError('FFMPEG_FAILED', { file: path, reason: reasonIn(messages, path) });
  const lufs = Number([...running.matchAll(/lavfi\.r128\.I=(\S+)\n/g)].at(-1)?.[1]);
  const peakDb = Number(/True peak:\s*Peak:\s*(\S+) dBFS/.exec(messages)?.[1]);
  return {
    loudnessLufs: Number.isFinite(lufs) && lufs > nothingHeardLufs ? lufs : null,
    truePeakDb: Number.isFinite(peakDb) ? peakDb : null,
  };
}
