import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openCantado } from '../src/adapters/composition.ts';
import type { Cantado, CantadoOptions } from '../src/adapters/cantado.ts';
import { forkHost } from '../src/adapters/inference/forkHost.ts';
import type { RecordingId, VoiceId } from '../src/contract/ids.ts';
import type { Job } from '../src/contract/jobs.ts';
import { childCpuSec } from './children.ts';

export type ProgramPlace = { readonly dataFolder: string; readonly resources: CantadoOptions['resources'] };

export function openProgram({ dataFolder, resources }: ProgramPlace): Promise<Cantado> {
  return openCantado({ dataFolder, resources, launchHost: forkHost, version: 'bench' });
}

/** A models folder in whose manifest the given files stand for the published ones. */
export function writeModelsFor(from: string, to: string, files: Readonly<Record<string, string>>): void {
  cpSync(from, to, { recursive: true });
  const page = path.join(to, 'manifest.json');
  const manifest = JSON.parse(readFileSync(page, 'utf8')) as { models: { id: string; delivery: object }[] };
  for (const model of manifest.models) {
    const file = files[model.id];
    if (file === undefined) continue;
    const bytes = readFileSync(file);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const published = { name: path.basename(file), sizeBytes: bytes.length, sha256, urls: ['http://127.0.0.1:9/'] };
    model.delivery = { kind: 'download', files: [published] };
  }
  writeFileSync(page, JSON.stringify(manifest));
}

export type Take = {
  readonly job: Job;
  /** From the click to the first chunk that can be heard. */
  readonly firstSoundSec: number;
  /** Processor seconds of the host and the programs it ran, meanwhile. */
  readonly cpuSec: number;
};

/** Sings a recording and waits for the end. */
export async function sing(
  cantado: Cantado,
  recordingId: RecordingId,
  voiceId: VoiceId,
  settings: Readonly<Record<string, string | number>>,
): Promise<Take> {
  const startedMs = performance.now();
  const cpuBefore = childCpuSec() ?? Number.NaN;
  let firstSoundSec = Number.NaN;
  const { jobId } = await cantado.call('jobs.create', { recordingId, voiceId, settings, seed: 1 });
  const unsubscribe = cantado.subscribe((event) => {
    if (event.name !== 'job.changed' || event.payload.id !== jobId) return;
    const playableSec = event.payload.progress?.playableSec ?? 0;
    if (playableSec > 0 && Number.isNaN(firstSoundSec)) firstSoundSec = (performance.now() - startedMs) / 1000;
  });
  try {
    for (;;) {
      const job = await cantado.call('jobs.get', { jobId });
      if (job.error) throw new Error(JSON.stringify(job.error));
      if (job.status === 'completed') {
        return { job, firstSoundSec, cpuSec: (childCpuSec() ?? Number.NaN) - cpuBefore };
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  } finally {
    unsubscribe();
  }
}
