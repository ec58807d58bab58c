import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path, { resolve } from 'node:path';
import type { Cantado } from '../../src/adapters/cantado.ts';
import { openDatabase } from '../../src/adapters/db/openDatabase.ts';
import { createRepositories } from '../../src/adapters/db/repositories.ts';
import type { TakeId } from '../../src/contract/ids.ts';
import { sampleJobAndTake, sampleRecording, sampleVoice } from './domainSamples.ts';
import { createMemoryLog } from './memoryLog.ts';

export type KeptLibrary = { readonly takeIds: readonly TakeId[]; readonly bytes: number };

/**
 * A library as the program keeps it, with a voice, a melody, an upload, a recording elsewhere and takes; what its files sound
 * like does not matter here, only that every byte is where it was.
 */
export function keptLibrary(dataFolder: string, { takeCount = 6, takeBytes = 40_000 } = {}): KeptLibrary {
  const write = (name: string, bytes: string | Uint8Array): void => {
    mkdirSync(path.dirname(path.join(dataFolder, name)), { recursive: true });
    writeFileSync(path.join(dataFolder, name), bytes);
  };
  const log = createMemoryLog();
  const migrationsFolder = resolve('resources/migrations');
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  const repositories = createRepositories(database, log);
  const upload = noise('upload', 100_000);
  const sha256 = createHash('sha256').update(upload).digest('hex');
  write(`recordings/${sha256}`, upload);
  const kept = sampleRecording({ path: path.join(dataFolder, 'recordings', sha256), sha256, sizeBytes: upload.length });
  repositories.recordings.save(kept);
  repositories.recordings.save(sampleRecording({ path: '/somewhere/else.wav' }));
  const voice = sampleVoice({ removedAt: '2026-11-22T10:00:00.000Z' });
  repositories.voices.save(voice);
  write(`voices/${voice.id}/voice.json`, JSON.stringify({ a: voice.id }));
  write(`voices/${voice.id}/decoder.onnx`, noise(voice.id, 60_000));
  const melody = JSON.stringify({ notes: sha256 });
  write(`melodies/${createHash('sha256').update(melody).digest('hex')}.json`, melody);
  const takeIds = Array.from({ length: takeCount }, (_, index) => {
    const createdAt = `2020-01-01T00:00:${String(index % 60).padStart(2, '0')}.000Z`;
    const ended = { status: 'completed' as const, position: index + 1, inputPath: kept.path, createdAt };
    const { job, take } = sampleJobAndTake(kept, ended, index + 1);
    repositories.jobs.create(job, take);
    write(`takes/${take.id}/master.wav`, noise(take.id, takeBytes));
    write(`takes/${take.id}/take.json`, JSON.stringify({ id: take.id }));
    return take.id;
  });
  database.close();
  return { takeIds, bytes: takeCount * takeBytes };
}

/** Something in the cache of such a library, and a job on hold that needs it where that is wished; @returns its folder's name. */
export function keptInCache(dataFolder: string, bytes: number, isNeeded: boolean): string {
  const sha256 = createHash('sha256').update(String(isNeeded)).digest('hex');
  const name = `${sha256}-engine-1`;
  mkdirSync(path.join(dataFolder, 'cache', 'analysis', name), { recursive: true });
  writeFileSync(path.join(dataFolder, 'cache', 'analysis', name, 'signal.wav'), noise(name, bytes));
  if (!isNeeded) return name;
  const log = createMemoryLog();
  const migrationsFolder = resolve('resources/migrations');
  const database = openDatabase({ dataFolder, migrationsFolder, nowMs: Date.now, log });
  const repositories = createRepositories(database, log);
  const recording = sampleRecording({ path: '/somewhere/needed.wav', sha256 });
  const { job, take } = sampleJobAndTake(recording, { status: 'queued', isPaused: true, position: 1000 });
  repositories.recordings.save(recording);
  repositories.jobs.create({ ...job, recipe: { ...job.recipe, recordingSha256: sha256 } }, take);
  database.close();
  return name;
}

/** Everything that must be the same wherever the library lies: its rows by their ids and its files by their hashes. */
export async function seeLibrary(cantado: Pick<Cantado, 'call'>): Promise<unknown> {
  const { dataFolder } = await cantado.call('app.status', undefined);
  const recordings = await cantado.call('recordings.list', { limit: 100 });
  const takes = await Promise.all(recordings.map(({ id }) => cantado.call('takes.list', { recordingId: id })));
  const removed = await cantado.call('voices.removed', undefined);
  const hashes = ['voices', 'melodies', 'recordings', 'takes'].flatMap((name) => hashesIn(dataFolder, name));
  return {
    // Inside the library a path is told from there.
    recordings: recordings.map((recording) => ({ ...recording, path: recording.path.replace(dataFolder, '') })),
    takes: takes.flat(),
    removed: removed.map(({ id }) => id),
    hashes: hashes.sort(),
  };
}

function hashesIn(root: string, name: string): string[] {
  const folder = path.join(root, name);
  return readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
    if (!entry.isFile()) return [];
    const file = path.join(entry.parentPath, entry.name);
    const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
    return [`${path.relative(root, file)} ${hash}`];
  });
}

/** Bytes that cannot be packed, always the same for a seed. */
function noise(seed: string, count: number): Uint8Array {
  const parts: Buffer[] = [];
  for (let index = 0; index * 32 < count; index++) {
    parts.push(
      createHash('sha256')
        .update(`${seed} ${String(index)}`)
        .digest(),
    );
  }
  return Buffer.concat(parts).subarray(0, count);
}
