import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect } from 'vitest';
import type { BatchItem } from '../../src/contract/batches.ts';
import { AppError } from '../../src/contract/errors.ts';
import { voiceIdSchema, type BatchId } from '../../src/contract/ids.ts';
import type { Input } from '../../src/contract/operations/index.ts';
import { createAppBenchOver, sampleProbe } from './appBench.ts';
import { createMemoryRepositories } from './memoryRepositories.ts';

type Rows = Parameters<typeof createAppBenchOver>[0];

export const batchVoice = voiceIdSchema.parse('deep');

/** The domain over given rows. Files that begin with `sound` are recordings, known by all of their text. */
export function createBatchBench<R extends Rows>(folder: string, rows: R) {
  const bench = createAppBenchOver(rows, folder);
  const { call, answers, asked } = bench;
  answers.probe = ({ path: file, name }) => {
    const text = readFileSync(file, 'utf8');
    if (!text.startsWith('sound')) return Promise.reject(new AppError('NOT_AUDIO', { file: name }));
    const sha256 = createHash('sha256').update(text).digest('hex');
    return Promise.resolve({ ...sampleProbe, sha256, sizeBytes: text.length });
  };
  answers.render = ({ exportTo, takeFolder }) => {
    // As the encoder: never over another file, and once for each take.
    const outputPath = exportTo?.path ?? null;
    if (outputPath !== null) writeFileSync(outputPath, takeFolder);
    return Promise.resolve({ notices: [], stages: [], durationSec: 5, outputPath, device: 'cpu' });
  };
  const write = (name: string, text = `sound of ${name}`): string => {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  const order = (paths: readonly string[], more: Partial<Input<'batches.create'>> = {}) =>
    call('batches.create', { voiceId: batchVoice, settings: {}, paths: [...paths], ...more });
  const items = (batchId: BatchId): Promise<BatchItem[]> => call('batches.items', { batchId, limit: 1000 });
  const ended = async (batchId: BatchId): Promise<BatchItem[]> => {
    await expect.poll(async () => (await call('batches.get', { batchId })).state).toBe('done');
    return items(batchId);
  };
  const renders = () => asked.filter(({ operation }) => operation === 'render');
  return { ...bench, write, order, items, ended, renders };
}

export function createMemoryBatchBench(folder: string) {
  return createBatchBench(folder, createMemoryRepositories());
}
