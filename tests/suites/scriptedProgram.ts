import type { Cantado } from '../../src/adapters/cantado.ts';
import type { AppError } from '../../src/contract/errors.ts';
import type { AppEvent } from '../../src/contract/events.ts';
import { jobIdSchema, recordingIdSchema, takeIdSchema, voiceIdSchema } from '../../src/contract/ids.ts';
import type { Job, Take } from '../../src/contract/jobs.ts';
import { runCli, type CliSurroundings } from '../../src/headless/run.ts';
import type { OutputStream } from '../../src/headless/terminal.ts';

export const jobId = '5b0a2f0e-6f0e-4a57-9d0c-3a4b5c6d7e8f';
export const baseJob: Job = {
  id: jobIdSchema.parse(jobId),
  kind: 'convert',
  status: 'queued',
  recordingId: recordingIdSchema.parse(jobId),
  recordingName: 'speech.wav',
  voiceId: voiceIdSchema.parse('deep'),
  takeId: takeIdSchema.parse(jobId),
  batchId: null,
  priority: 'normal',
  isPaused: false,
  isDismissed: false,
  position: 1,
  settings: {},
  exportFormat: null,
  durationSec: 12.25,
  estimateSec: null,
  device: '',
  progress: null,
  error: null,
  notices: [],
  outputPath: null,
  stages: [],
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
};
export const stages = [{ stage: 'convert' as const, seconds: 1.5, realTimeFactor: 8 }];
export const done: Job = { ...baseJob, status: 'completed', outputPath: '/music/speech-deep-1.wav', stages };
const take = { id: baseJob.takeId, jobId: baseJob.id, durationSec: 12.25, number: 1 } as Take;

export function working(overallRatio: number): Job {
  const progress = {
    stage: 'convert' as const,
    doneSec: 1,
    totalSec: 2,
    overallRatio,
    remainingSec: 6,
    playableSec: 0,
  };
  return { ...baseJob, status: 'processing', progress };
}

/** How the job of a scripted program goes: each state is told, the last one stays. */
export type Script = {
  readonly states: readonly Job[];
  /** Aborted as soon as the job is made, which then goes on until it is cancelled. */
  readonly stop?: AbortController;
  readonly failsWith?: AppError;
  /** Of calls that are answered otherwise here. */
  readonly replies?: Readonly<Record<string, unknown>>;
};

/** A program that answers from a script, so that progress and failures come exactly when a test wants them. */
function scripted({ states, stop, failsWith, replies = {} }: Script, asked: [string, unknown][]): Cantado {
  const listeners = new Set<(event: AppEvent) => void>();
  let current: Job = baseJob;
  const tell = (job: Job): Job => {
    current = job;
    for (const listener of listeners) listener({ name: 'job.changed', payload: job });
    return job;
  };
  const answers: Readonly<Record<string, (input: { voice?: string }) => unknown>> = {
    'app.status': () => ({ notices: [] }),
    'voices.get': ({ voice }) => ({ id: voice }),
    'recordings.open': () => ({ id: baseJob.recordingId }),
    'jobs.create': () => {
      setTimeout(() => {
        stop?.abort();
        states.forEach(tell);
      }, 1);
      return { jobId: baseJob.id, takeId: baseJob.takeId };
    },
    'jobs.get': () => current,
    'queue.get': () => ({ pausedBy: null }),
    'jobs.cancel': () => tell({ ...current, status: 'cancelled' }),
    'takes.get': () => take,
  };
  return {
    isOwner: true,
    call: ((name: string, input: { voice?: string }) => {
      asked.push([name, input]);
      if (failsWith && name === 'recordings.open') return Promise.reject(failsWith);
      return Promise.resolve(replies[name] ?? answers[name]?.(input));
    }) as Cantado['call'],
    dispatch: () => Promise.reject(new Error('only call is used')),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    mediaResponse: () => Promise.reject(new Error('only call is used')),
    upload: () => Promise.reject(new Error('only call is used')),
    uploadRecording: () => Promise.reject(new Error('only call is used')),
    uploadVoice: () => Promise.reject(new Error('only call is used')),
    uploadMelody: () => Promise.reject(new Error('only call is used')),
    close: () => {
      asked.push(['close', undefined]);
      return Promise.resolve();
    },
  };
}

function capture(isTTY: boolean): { stream: OutputStream; text: () => string } {
  let text = '';
  const stream: OutputStream = {
    isTTY,
    columns: 80,
    write(part, finished) {
      text += part;
      finished?.();
      return true;
    },
  };
  return { stream, text: () => text };
}

export type Run = { code: number; out: string; err: string; asked: [string, unknown][] };

/** A command over a scripted program. */
export async function runScripted(
  argv: string[],
  script: Script = { states: [done] },
  extra: Partial<CliSurroundings> & { isTTY?: boolean } = {},
): Promise<Run> {
  const output = capture(false);
  const error = capture(extra.isTTY === true);
  const asked: [string, unknown][] = [];
  const code = await runCli({
    argv,
    env: { LANG: 'en_GB.UTF-8' },
    platform: 'linux',
    homeFolder: '/home/ana',
    output: output.stream,
    error: error.stream,
    version: '1.2.3',
    catalog: { perform: {}, converters: [], finish: {} },
    rendererFolder: '/nowhere',
    stop: new AbortController().signal,
    openCantado: (dataFolder) => {
      asked.push(['open', dataFolder]);
      return Promise.resolve(scripted(script, asked));
    },
    ...extra,
  });
  return { code, out: output.text(), err: error.text(), asked };
}
