import { readFileSync } from 'node:fs';
import path from 'node:path';
import { worstJointRatio } from './clickMeter.ts';
import { onScaleRatioOf, pitchErrorOf } from './pitchMeter.ts';
import { samplesOf, type createMeters } from './wholeFile.ts';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { AppError } from '../../src/contract/errors.ts';
import type { JobId, VoiceId } from '../../src/contract/ids.ts';
import type { Job } from '../../src/contract/jobs.ts';
import { parseKey, type MusicalKey } from '../../src/contract/music.ts';
import { voiceIdSchema } from '../../src/contract/ids.ts';
import { likeness } from '../../src/engine/likeness/speakerEmbedding.ts';
import { chunkSamplesAt } from '../../src/workers/tasks/convert.ts';

/** What is rendered of every recording: each mode in the speaker's own voice, then the other voices. */
const renders = [
  { voice: 'your-own-voice', settings: { mode: 'keep' } },
  { voice: 'your-own-voice', settings: { mode: 'snap', retuneMs: 0 } },
  { voice: 'your-own-voice', settings: { mode: 'chant' } },
  { voice: 'deep', settings: { mode: 'chant' } },
  { voice: 'bright', settings: { mode: 'chant' } },
  { voice: 'robot', settings: { mode: 'chant' } },
] as const;

export type ReportRow = {
  readonly recording: string;
  readonly mode: string;
  readonly voice: string;
  readonly medianCents: number | null;
  readonly within50Ratio: number;
  readonly onScaleRatio: number;
  readonly sourceOnScaleRatio: number;
  readonly loudnessLufs: number | null;
  readonly truePeakDb: number | null;
  readonly worstJointRatio: number;
  readonly likeness: number;
};

export type Bench = {
  readonly cantado: Cantado;
  readonly meters: ReturnType<typeof createMeters>;
  readonly dataFolder: string;
};

/** Renders one recording in every way and measures the masters. */
export async function reportRecording(bench: Bench, file: string): Promise<ReportRow[]> {
  const recording = await bench.cantado.call('recordings.open', { path: file });
  const spokenPitch = await bench.meters.pitch(file);
  const speaker = await bench.meters.speaker(file);
  const rows: ReportRow[] = [];
  for (const { voice, settings } of renders) {
    const voiceId: VoiceId = voiceIdSchema.parse(voice);
    const { jobId, takeId } = await bench.cantado.call('jobs.create', {
      recordingId: recording.id,
      voiceId,
      settings,
      seed: 1,
    });
    await completed(bench.cantado, jobId);
    const takeFolder = path.join(bench.dataFolder, 'takes', takeId);
    const master = path.join(takeFolder, 'master.wav');
    const view = await bench.cantado.call('takes.view', { takeId });
    const key = parseKey(view.key) ?? chromatic;
    const sung = await bench.meters.pitch(master);
    const { samples, sampleRate } = samplesOf(master);
    rows.push({
      recording: recording.name,
      mode: settings.mode,
      voice,
      ...pitchErrorOf(sung, authoredPitch(takeFolder)),
      onScaleRatio: onScaleRatioOf(sung, key),
      sourceOnScaleRatio: onScaleRatioOf(spokenPitch, key),
      loudnessLufs: view.loudnessLufs,
      truePeakDb: view.truePeakDb,
      worstJointRatio: worstJointRatio(samples, sampleRate, jointsOf(samples.length, sampleRate)),
      likeness: likeness(await bench.meters.speaker(master), speaker),
    });
  }
  return rows;
}

const chromatic: MusicalKey = { root: 0, scale: 'chromatic' };

/** Pitch as the take was told to sing it, Hz per frame. */
export function authoredPitch(takeFolder: string): Float32Array {
  const bytes = readFileSync(path.join(takeFolder, 'pitch.f32'));
  return new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
}

/** Where chunks meet. */
export function jointsOf(sampleCount: number, sampleRate: number): number[] {
  const joints: number[] = [];
  for (let at = chunkSamplesAt(0, sampleRate); at < sampleCount; at += chunkSamplesAt(at, sampleRate)) joints.push(at);
  return joints;
}

/** The job when it is done; throws when it failed. */
export async function completed(cantado: Cantado, jobId: JobId): Promise<Job> {
  for (;;) {
    const job = await cantado.call('jobs.get', { jobId });
    if (job.status === 'completed') return job;
    if (job.error) throw new AppError('INTERNAL', { id: JSON.stringify(job.error) });
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
