import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, toEnvelope } from '../../contract/errors.ts';
import { recordingIdSchema, takeIdSchema, type RecordingId, type TakeId } from '../../contract/ids.ts';
import type { JobStatus } from '../../contract/jobs.ts';
import type { Call } from '../../contract/operations/index.ts';
import { findSample } from '../cache/samples.ts';
import { playableTake, type PlayableTake } from '../takes/takeView.ts';
import { wavResponse, type ByteSource } from './byteRange.ts';
import { fileSource } from './fileSource.ts';
import { findSignal } from './findSignal.ts';
import { growingSource } from './growingSource.ts';

const pauseMs = 50;
/** Who has just opened a recording has it decoded already; music needs no analysis besides. */
const graceMs = 1500;

export type MediaParts = {
  readonly call: Call;
  readonly cacheFolder: string;
  readonly takeFolderOf: (takeId: TakeId) => string;
};

type MediaResponse = (pathname: string, rangeHeader: string | null) => Promise<Response>;

/**
 * Answers `/media/recordings/<id>.wav`, `/media/takes/<id>.wav` and `/media/samples/<hash>.wav`; errors are a Reply with a
 * fitting status.
 */
export function createMediaResponse(parts: MediaParts): MediaResponse {
  return async (pathname, rangeHeader) => {
    const [, kind, id] = /^\/media\/(recordings|takes)\/([0-9a-f-]{36})\.wav$/.exec(pathname) ?? [];
    const [, hash] = /^\/media\/samples\/([0-9a-f]{64})\.wav$/.exec(pathname) ?? [];
    try {
      const sample = hash === undefined ? undefined : await findSample(parts.cacheFolder, hash);
      if (sample !== undefined) return await wavResponse(await fileSource(sample), rangeHeader);
      if (kind === 'recordings')
        return await wavResponse(await recordingSource(parts, recordingIdSchema.parse(id)), rangeHeader);
      if (kind === 'takes') return await wavResponse(await takeSource(parts, takeIdSchema.parse(id)), rangeHeader);
      return new Response(null, { status: 404 });
    } catch (error) {
      const envelope = toEnvelope(error);
      const isUnknown = envelope.code === 'RECORDING_UNKNOWN' || envelope.code === 'TAKE_UNKNOWN';
      return Response.json({ ok: false, error: envelope }, { status: isUnknown ? 404 : 409 });
    }
  };
}

/** The recording as it was decoded; as soon as that is done, while its analysis goes on. */
async function recordingSource({ call, cacheFolder }: MediaParts, recordingId: RecordingId): Promise<ByteSource> {
  const { sha256, analysis } = await call('recordings.get', { recordingId });
  const decoded = await decodedSource(cacheFolder, sha256);
  if (decoded !== undefined) return decoded;
  const analysed = (async (): Promise<void> => {
    if (analysis.state === 'waiting') await sleep(graceMs);
    if ((await findSignal(cacheFolder, sha256)) !== undefined) return;
    await call('recordings.analysis', { recordingId, maxPoints: 100 });
  })();
  let hasEnded = false;
  const end = (): void => {
    hasEnded = true;
  };
  analysed.then(end, end);
  for (;;) {
    const isLastLook = hasEnded;
    const signal = await decodedSource(cacheFolder, sha256);
    if (signal !== undefined) return signal;
    if (isLastLook) {
      await analysed;
      throw new AppError('RECORDING_UNKNOWN', { id: recordingId });
    }
    await sleep(pauseMs);
  }
}

/** Undefined where there is none, also where the cache is cleared at this moment. */
async function decodedSource(cacheFolder: string, sha256: string): Promise<ByteSource | undefined> {
  const file = await findSignal(cacheFolder, sha256);
  return file === undefined ? undefined : fileSource(file).catch(unlessMissing);
}

function unlessMissing(error: unknown): undefined {
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
}

async function takeSource(parts: MediaParts, takeId: TakeId): Promise<ByteSource> {
  const isGrowing = async (): Promise<boolean> => isUnderWay((await parts.call('takes.get', { takeId })).status);
  const folder = parts.takeFolderOf(takeId);
  const playable = await waitForSound(folder, isGrowing);
  if (playable.kind === 'master') return fileSource(playable.path);
  const { path, sampleRate, sampleCount, gainDb } = playable;
  const growing = await growingSource({ rawPath: path, sampleRate, sampleCount, gainDb, isGrowing });
  // Its raw file may have given way to the finished one before it was opened.
  const now = await playableTake(folder);
  if (now.kind === 'raw') return growing;
  await growing.close();
  return fileSource(now.path);
}

/** @throws AppError TAKE_NOT_READY where the take ended before it had a performance */
async function waitForSound(takeFolder: string, isGrowing: () => Promise<boolean>): Promise<PlayableTake> {
  for (;;) {
    const mayCome = await isGrowing();
    try {
      return await playableTake(takeFolder);
    } catch (error) {
      if (!mayCome || !(error instanceof AppError) || error.code !== 'TAKE_NOT_READY') throw error;
    }
    await sleep(pauseMs);
  }
}

function isUnderWay(status: JobStatus): boolean {
  return status === 'queued' || status === 'processing';
}
