import { jobIdSchema, recordingIdSchema, takeIdSchema, voiceIdSchema } from '../../src/contract/ids.ts';
import type { Recipe } from '../../src/contract/jobs.ts';
import type { StoredJob, StoredRecording, StoredTake, StoredVoice } from '../../src/core/ports.ts';

/** Complete rows of the domain with something in every field; `change` says what a test is about. */

export function sampleRecording(change: Partial<StoredRecording> = {}): StoredRecording {
  return {
    id: recordingIdSchema.parse(crypto.randomUUID()),
    name: 'entrevista “日本語” 🎤.wav',
    path: '/home/ana/entrevista.wav',
    sizeBytes: 1_234_567_890_123,
    modifiedMs: 1_700_000_000_123.456,
    sha256: crypto.randomUUID(),
    durationSec: 13.625,
    sampleRate: 44_100,
    channels: 2,
    codec: 'pcm_s16le',
    notices: [{ code: 'MIXED_TO_MONO', details: { channels: 2 } }],
    analysis: { state: 'failed', error: { code: 'AUDIO_SILENT', details: { file: 'entrevista.wav' } } },
    openedAt: '2026-11-22T10:00:00.000Z',
    ...change,
  };
}

export function sampleVoice(change: Partial<StoredVoice> = {}): StoredVoice {
  return {
    id: voiceIdSchema.parse(crypto.randomUUID()),
    name: 'Maré Alta “日本語”',
    converterId: 'rvc',
    status: 'ready',
    hash: crypto.randomUUID(),
    consent: 'permission',
    licence: 'CC BY 4.0',
    rangeMidi: [40, 69.5],
    mark: [1, 0.5, 0.25],
    baseModels: ['contentvec'],
    passport: {
      version: 'v2',
      sampleRate: 40_000,
      hasPitch: true,
      speakerCount: 1,
      vocoder: 'HiFi-GAN',
      epochs: 300,
      author: 'Ana',
      originalName: 'mare-alta.pth',
      originalSha256: 'a'.repeat(64),
      sizeBytes: 55_000_000,
      index: { vectorCount: 41_204, width: 768, sizeBytes: 127_000_000 },
      rangeSource: 'probe',
      note: 'be kind',
    },
    createdAt: '2026-11-22T10:00:00.000Z',
    removedAt: null,
    purgedAt: null,
    ...change,
  };
}

const sampleRecipe: Recipe = {
  app: 'cantado',
  engineVersion: '1',
  recordingSha256: 'abc',
  voiceId: voiceIdSchema.parse('deep'),
  voiceHash: 'def',
  converterId: 'resynth',
  pitchExtractor: { id: 'swiftf0', version: '1' },
  settings: { mode: 'chant', retuneMs: 0.5, notes: [0, 4, 7], gateDb: 'off' },
  seed: 4_294_967_295,
};

export function sampleJobAndTake(
  recording: StoredRecording,
  change: Partial<StoredJob> = {},
  number = 1,
): { readonly job: StoredJob; readonly take: StoredTake } {
  const takeId = takeIdSchema.parse(crypto.randomUUID());
  const job: StoredJob = {
    id: jobIdSchema.parse(crypto.randomUUID()),
    kind: 'convert',
    status: 'queued',
    recordingId: recording.id,
    recordingName: recording.name,
    voiceId: sampleRecipe.voiceId,
    takeId,
    recipe: sampleRecipe,
    inputPath: recording.path,
    exportTo: { format: 'flac', quality: '24', path: '/home/ana/entrevista-Deep-1.flac' },
    position: 1,
    batchId: null,
    priority: 'normal',
    isPaused: false,
    isDismissed: false,
    inputBytes: recording.sizeBytes,
    durationSec: recording.durationSec,
    device: 'cpu',
    attemptCount: 1,
    crashCount: 1,
    crashChunkCount: 4,
    progress: { stage: 'convert', doneSec: 2, totalSec: 13.6, overallRatio: 0.25, remainingSec: null, playableSec: 2 },
    error: { code: 'HOST_CRASHED', details: { attempts: 3 } },
    notices: [{ code: 'LOUDNESS_LOWERED', details: { wantedLufs: -9, reachedLufs: -11.5 } }],
    outputPath: '/home/ana/entrevista-Deep-1 (2).flac',
    stages: [{ stage: 'decode', seconds: 0.5, realTimeFactor: null }],
    createdAt: '2026-11-22T10:00:01.000Z',
    startedAt: '2026-11-22T10:00:02.000Z',
    endedAt: null,
    ...change,
  };
  const { recordingId, voiceId, recipe, createdAt } = job;
  const take: StoredTake = {
    id: takeId,
    jobId: job.id,
    recordingId,
    voiceId,
    recipe,
    createdAt,
    number,
    durationSec: 13.625,
    isStarred: false,
    removedAt: null,
    purgedAt: null,
  };
  return { job, take };
}
