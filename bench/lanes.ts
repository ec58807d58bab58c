import path from 'node:path';
import { forkHost } from '../src/adapters/inference/forkHost.ts';
import { openCantado } from '../src/adapters/composition.ts';
import type { Cantado } from '../src/adapters/cantado.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';
import { voiceIdSchema, type RecordingId } from '../src/contract/ids.ts';
import type { BudgetRow } from './budgets.ts';
import { peakChildMemoryMb } from './children.ts';
import { writeSpeech } from './speech.ts';

const voiceId = voiceIdSchema.parse('your-own-voice');
const jobsPerWindow = 6;
const rounds = 4;
const laneCounts = [1, 2, 3] as const;

/** Seconds of the clock until all of these takes are done, so many at a time. */
async function sing(cantado: Cantado, recordingIds: readonly RecordingId[], lanes: number, seed: number) {
  await cantado.call('settings.set', { parallelJobs: lanes });
  await cantado.call('queue.pause', undefined);
  for (const recordingId of recordingIds) {
    await cantado.call('jobs.create', { recordingId, voiceId, seed, settings: { transposeSt: (seed % 5) - 2 } });
  }
  const startMs = performance.now();
  await cantado.call('queue.resume', undefined);
  for (;;) {
    const { queuedCount, processingCount, needsYouCount } = await cantado.call('queue.get', undefined);
    if (needsYouCount > 0) throw new Error('a take failed');
    if (queuedCount + processingCount === 0) return (performance.now() - startMs) / 1000;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Whether takes side by side get more done than one after the other, in turn in one run, on analysed recordings. */
export async function benchLanes(workFolder: string, programFolder: string): Promise<BudgetRow[]> {
  const durationSec = 10;
  const cantado = await openCantado({
    dataFolder: path.join(workFolder, 'data-lanes'),
    resources: resourcesIn(programFolder),
    launchHost: forkHost,
    version: 'bench',
  });
  try {
    const ids: RecordingId[] = [];
    for (let index = 0; index < jobsPerWindow; index++) {
      const file = path.join(workFolder, `lane-${String(index)}.wav`);
      await writeSpeech(file, durationSec + index / 100, 48_000);
      ids.push((await cantado.call('recordings.open', { path: file })).id);
    }
    await sing(cantado, ids, 1, 1);
    const wallSec = new Map<number, number>();
    const peakMb = new Map<number, number>();
    let seed = 2;
    // More lanes last: a peak of memory is never forgotten.
    for (let round = 0; round < rounds; round++) {
      for (const lanes of laneCounts) {
        wallSec.set(lanes, (wallSec.get(lanes) ?? 0) + (await sing(cantado, ids, lanes, seed++)));
        if (round === 0) peakMb.set(lanes, peakChildMemoryMb() ?? Number.NaN);
      }
    }
    const audioSec = rounds * jobsPerWindow * durationSec;
    const rate = (lanes: number): number => audioSec / (wallSec.get(lanes) ?? Number.NaN);
    return laneCounts.map((lanes) => ({
      what: `${String(lanes)} at a time, seconds of audio per second (${(rate(lanes) / rate(1)).toFixed(2)} × one; host at most ${(peakMb.get(lanes) ?? Number.NaN).toFixed(0)} MB so far)`,
      figure: `${rate(lanes).toFixed(1)} ×`,
      budget: '',
      isMet: null,
    }));
  } finally {
    await cantado.close();
  }
}
