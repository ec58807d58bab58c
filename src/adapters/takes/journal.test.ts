import { appendFile, mkdir, mkdtemp, readFile, rm, stat, symlink, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { floatsOf } from '../cache/atomicFile.ts';
import { takePaths } from './takeFiles.ts';
import { countChunks, countPlayableSamples, openJournal } from './journal.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cantado-journal-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const chunkSizes = [200, 400, 800, 100];

function sampleAt(index: number): number {
  return Math.fround(Math.sin(index));
}

/** Renders sine samples from wherever the journal stands, at most `chunks` chunks. */
async function render(chunks: number, renderHash = 'render'): Promise<{ startedAt: number }> {
  const journal = await openJournal(folder, renderHash);
  const startedAt = journal.startSample;
  for (let done = 0; done < chunks && journal.chunkCount < chunkSizes.length; done++) {
    const startSample = journal.startSample;
    const count = chunkSizes[journal.chunkCount] ?? 0;
    const samples = Float32Array.from({ length: count }, (_, index) => sampleAt(startSample + index));
    await journal.append({ startSample, samples, resume: { phase: startSample / 3 } });
  }
  await journal.close();
  return { startedAt };
}

async function expectWhole(): Promise<void> {
  const raw = floatsOf(await readFile(takePaths(folder).raw));
  expect(raw).toEqual(Float32Array.from({ length: 1500 }, (_, index) => sampleAt(index)));
  expect(await countChunks(folder)).toBe(chunkSizes.length);
  expect(await countPlayableSamples(folder)).toBe(1500);
}

describe('the journal of a take', () => {
  it('goes on after the last whole chunk, with the state that chunk left', async () => {
    await render(2);
    const journal = await openJournal(folder, 'render');
    expect(journal).toMatchObject({ startSample: 600, chunkCount: 2, resume: { phase: 200 / 3 } });
    await journal.close();
    await render(9);
    await expectWhole();
  });

  it('survives a cut through any byte of the raw file or of itself', async () => {
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.double({ min: 0, max: 1, noNaN: true }), async (isRawCut, ratio) => {
        await rm(folder, { recursive: true });
        await mkdir(folder);
        await render(3);
        const path = isRawCut ? takePaths(folder).raw : takePaths(folder).journal;
        await truncate(path, Math.floor(ratio * (await stat(path)).size));
        await render(9);
        await expectWhole();
      }),
      { numRuns: 15 },
    );
  });

  it('drops rubbish after its last line and samples after the last whole chunk', async () => {
    await render(3);
    await appendFile(takePaths(folder).raw, Buffer.alloc(123, 7));
    await appendFile(takePaths(folder).journal, '{"startSample":1400,"sampleCou\u0000\u0000');
    expect(await render(9)).toEqual({ startedAt: 1400 });
    await expectWhole();
  });

  it('starts again from a chunk whose samples were altered on disk', async () => {
    await render(3);
    const raw = await readFile(takePaths(folder).raw);
    raw.writeFloatLE(0.5, 4 * 300);
    await writeFile(takePaths(folder).raw, raw);
    expect(await render(9)).toEqual({ startedAt: 200 });
    await expectWhole();
  });

  it('starts from the beginning when another recipe or performance is rendered', async () => {
    await render(3, 'another render');
    expect(await render(9)).toEqual({ startedAt: 0 });
    await expectWhole();
  });

  it.runIf(process.platform === 'linux')('lets a full disk be seen and keeps the chunks that were whole', async () => {
    await symlink('/dev/full', takePaths(folder).raw);
    await expect(render(1)).rejects.toMatchObject({ code: 'ENOSPC' });
    expect(await countChunks(folder)).toBe(0);
  });
});
