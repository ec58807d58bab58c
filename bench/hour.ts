import path from 'node:path';
import { openCantado } from '../src/adapters/composition.ts';
import { forkHost } from '../src/adapters/inference/forkHost.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';
import { voiceIdSchema } from '../src/contract/ids.ts';
import { completedJob } from '../tests/suites/completedJob.ts';
import type { BudgetRow } from './budgets.ts';
import { peakChildMemoryMb } from './children.ts';
import { writeSpeech } from './speech.ts';

type LongTake = { readonly peakMb: number | null; readonly clockSec: number };

/** A first take in a program of its own: decoded, analysed, sung, exported. */
async function sing(minutes: number, workFolder: string, programFolder: string): Promise<LongTake> {
  const file = path.join(workFolder, `${String(minutes)} minutes.wav`);
  await writeSpeech(file, 60 * minutes, 48_000);
  const cantado = await openCantado({
    dataFolder: path.join(workFolder, `data-${String(minutes)}`),
    resources: resourcesIn(programFolder),
    launchHost: forkHost,
    version: 'bench',
  });
  try {
    const startedMs = performance.now();
    const { id: recordingId } = await cantado.call('recordings.open', { path: file });
    const voiceId = voiceIdSchema.parse('your-own-voice');
    const { jobId } = await cantado.call('jobs.create', { recordingId, voiceId, seed: 1, export: { format: 'mp3' } });
    await completedJob(cantado, jobId);
    return { peakMb: peakChildMemoryMb(), clockSec: (performance.now() - startedMs) / 1000 };
  } finally {
    await cantado.close();
  }
}

/** Memory of an hour against that of six minutes, 48 kHz, in a built-in voice, exported as MP3. */
export async function benchHour(workFolder: string, programFolder: string): Promise<BudgetRow[]> {
  const six = await sing(6, workFolder, programFolder);
  const hour = await sing(60, workFolder, programFolder);
  const clock = (what: string, { clockSec }: LongTake): BudgetRow => ({
    what: `${what}, opened, sung and exported after`,
    figure: `${(clockSec / 60).toFixed(1)} min`,
    budget: '',
    isMet: null,
  });
  const rows = [clock('6 minutes', six), clock('60 minutes', hour)];
  if (six.peakMb === null || hour.peakMb === null) return rows;
  const ratio = hour.peakMb / six.peakMb;
  return [
    {
      what: `memory, 60 minutes (${hour.peakMb.toFixed(0)} MB) over 6 minutes (${six.peakMb.toFixed(0)} MB)`,
      figure: `${ratio.toFixed(2)} ×`,
      budget: '≤ 1.15 ×',
      isMet: ratio <= 1.15,
    },
    ...rows,
  ];
}
