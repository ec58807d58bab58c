import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '../../contract/errors.ts';
import { outputSampleRate } from '../../contract/exports.ts';
import type { TakeView } from '../../contract/jobs.ts';
import { floatsOf } from '../cache/atomicFile.ts';
import { framePointsOf, thinLine, thinPeaks } from '../cache/framePoints.ts';
import { countPlayableSamples } from './journal.ts';
import { readFinishedFile, readTakeFile, readTakePitch, takePaths, type TakeFile } from './takeFiles.ts';
import { cellsIn } from './takePeaks.ts';

/** What of a take can be listened to right now, and from which file. */
export type PlayableTake = {
  /** `raw`: still rendering; raw.f32, headerless mono float32. `master`: finished; master.wav. */
  readonly kind: 'raw' | 'master';
  readonly path: string;
  readonly sampleRate: number;
  /** Length the file has, or will have. */
  readonly sampleCount: number;
  readonly playableSampleCount: number;
  /** To listen with; 0 for a master. */
  readonly gainDb: number;
};

/**
 * The file behind a take's sound.
 * @throws AppError TAKE_NOT_READY before the performance is decided
 */
export async function playableTake(takeFolder: string): Promise<PlayableTake> {
  const paths = takePaths(takeFolder);
  const finished = await readFinishedFile(takeFolder);
  if (finished) {
    const { sampleCount } = finished;
    const sound = { sampleRate: outputSampleRate, sampleCount, playableSampleCount: sampleCount, gainDb: 0 };
    return { kind: 'master', path: paths.master, ...sound };
  }
  const take = await needTakeFile(takeFolder);
  return {
    kind: 'raw',
    path: paths.raw,
    sampleRate: take.sampleRate,
    sampleCount: take.sampleCount,
    playableSampleCount: await countPlayableSamples(takeFolder),
    gainDb: take.provisionalGainDb,
  };
}

/**
 * A take as it is drawn: the playable part's peaks, the whole authored pitch.
 * @param maxPoints null: one point per 5 ms
 * @throws AppError TAKE_NOT_READY before the performance is decided
 */
export async function viewTake(takeFolder: string, maxPoints: number | null): Promise<TakeView> {
  const take = await needTakeFile(takeFolder);
  const f0Hz = await readTakePitch(takeFolder);
  const finished = await readFinishedFile(takeFolder);
  const playable = await playableTake(takeFolder);
  const points = framePointsOf(f0Hz.length, maxPoints);
  return {
    durationSec: finished?.durationSec ?? take.durationSec,
    playableSec: playable.playableSampleCount / playable.sampleRate,
    peaks: thinPeaks(await playablePeaks(takeFolder, playable), points),
    pitch: { stepSec: points.stepSec, f0Hz: thinLine(f0Hz, points, 3) },
    timeMap: take.timeMap,
    key: take.key,
    transposeSt: take.transposeSt,
    lowMidi: take.lowMidi,
    highMidi: take.highMidi,
    loudnessLufs: finished?.loudnessLufs ?? null,
    truePeakDb: finished?.truePeakDb ?? null,
  };
}

async function playablePeaks(takeFolder: string, playable: PlayableTake): Promise<Float32Array> {
  if (playable.playableSampleCount === 0) return new Float32Array(0);
  const peaks = floatsOf(await readFile(takePaths(takeFolder).peaks).catch(() => new Uint8Array(0)));
  const cells = cellsIn(playable.playableSampleCount, playable.sampleRate);
  const gain = 10 ** (playable.gainDb / 20);
  return peaks.subarray(0, 2 * cells).map((peak) => Math.max(-1, Math.min(1, gain * peak)));
}

async function needTakeFile(takeFolder: string): Promise<TakeFile> {
  const take = await readTakeFile(takeFolder);
  if (!take) throw new AppError('TAKE_NOT_READY', { id: basename(takeFolder) });
  return take;
}
