import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { startFileServer, type Manners } from '../../../tests/suites/fileServer.ts';
import { recorded } from '../../../tests/suites/recorded.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import type { BaseModelEntry, BaseModelsPort } from '../../core/baseModels/ports.ts';
import { sha256OfFile } from '../cache/fileHash.ts';
import { createNodeRequest } from '../network/nodeRequest.ts';
import { createBaseModelFiles } from './baseModelFiles.ts';

const small = Buffer.from('the smaller of two files '.repeat(4000));
const large = Buffer.from('the larger of two files '.repeat(9000));

/** A model that is published as two files, each on a server of its own. */
async function openBench({ first = {}, sizeBytes = small.length }: { first?: Manners; sizeBytes?: number } = {}) {
  const folder = temporaryFolder();
  const servers = { small: await startFileServer(small, [first]), large: await startFileServer(large) };
  const published = (bytes: Buffer, url: string) => ({
    name: `${String(bytes.length)}.pt`,
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    urls: [url],
  });
  const files = [{ ...published(small, servers.small.url()), sizeBytes }, published(large, servers.large.url())];
  const model = {
    ...{ id: 'contentvec', title: 'ContentVec', purpose: { en: '', 'pt-BR': '' }, licence: 'MIT' },
    delivery: { kind: 'download', files },
  };
  writeFileSync(path.join(folder, 'manifest.json'), JSON.stringify({ version: 1, models: [model] }));
  const baseModelsFolder = path.join(folder, 'base-models');
  const parts = {
    modelsFolder: folder,
    baseModelsFolder,
    request: recorded(createNodeRequest({})),
    hashFile: (file: string) => sha256OfFile(file),
  };
  const port = createBaseModelFiles(parts);
  const [entry] = await port.entries();
  if (!entry) throw new Error('one entry');
  return { port, entry, servers, baseModelsFolder };
}

async function fetchModel({ port, entry }: { port: BaseModelsPort; entry: BaseModelEntry }): Promise<number[]> {
  const sizes = new Set<number>();
  const onProgress = (_doneBytes: number, sizeBytes: number): void => void sizes.add(sizeBytes);
  await port.download(entry, { signal: new AbortController().signal, onProgress });
  return [...sizes];
}

describe('a model that is published as two files', () => {
  it('is fetched as the first, and the second’s server hears nothing', async () => {
    const bench = await openBench();
    expect(await fetchModel(bench)).toEqual([small.length]);
    expect(readFileSync((await bench.port.look(bench.entry)).sourcePath ?? '')).toEqual(small);
    expect(bench.servers.large.seen).toEqual([]);
  });

  it('is fetched as the second where the first cannot be had, and nothing of the first stays', async () => {
    const bench = await openBench({ first: { dropAfterBytes: 20_000, ignoresRanges: true } });
    expect(await fetchModel(bench)).toContain(large.length);
    expect(readFileSync((await bench.port.look(bench.entry)).sourcePath ?? '')).toEqual(large);
    expect(readdirSync(bench.baseModelsFolder)).toEqual(['contentvec']);
  });

  it('is imported from either, and once it was set aside there without asking anybody', async () => {
    for (const bytes of [small, large]) {
      const { port, entry, servers } = await openBench();
      const file = path.join(temporaryFolder(), 'any name');
      writeFileSync(file, bytes);
      const taken = await port.take(file, new AbortController().signal);
      expect(taken?.entry).toEqual(entry);
      await taken?.keep();
      expect(readFileSync((await port.look(entry)).sourcePath ?? '')).toEqual(bytes);
      await port.setAside(entry);
      expect(await port.look(entry)).toMatchObject({ sourcePath: null, keptBytes: bytes.length });
      await fetchModel({ port, entry });
      expect(readFileSync((await port.look(entry)).sourcePath ?? '')).toEqual(bytes);
      expect([servers.small.seen, servers.large.seen]).toEqual([[], []]);
    }
  });
});

describe('a disk without room for a model', () => {
  it('is told before anybody is asked', async () => {
    const { port, entry, servers } = await openBench({ sizeBytes: 2 ** 52 });
    await expect(fetchModel({ port, entry })).rejects.toMatchObject({ code: 'DISK_FULL' });
    expect(servers.small.seen).toEqual([]);
  });
});

describe('what a killed import left', () => {
  it('is deleted at the next start; what came of a download is not', async () => {
    const { port, baseModelsFolder } = await openBench();
    mkdirSync(baseModelsFolder);
    for (const name of ['.import-1234', '.part-abcd']) writeFileSync(path.join(baseModelsFolder, name), 'left');
    await port.tidy();
    expect(readdirSync(baseModelsFolder)).toEqual(['.part-abcd']);
  });
});
