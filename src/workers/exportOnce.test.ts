import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { clipPath, openTestHost, renderRequestOf, sourceOfFile, type TestHost } from '../../tests/suites/host.ts';
import { readExportRecord, writeExportRecord } from '../adapters/takes/exportRecord.ts';

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(() => host.close());

it('a job that died while it named its file, beside another of that name, recognises its own', async () => {
  const source = await sourceOfFile(clipPath('austen-0880'));
  const folder = join(host.folder, 'exports');
  await mkdir(folder);
  const taken = join(folder, 'talk.wav');
  writeFileSync(taken, 'somebody else’s');
  const takeFolder = join(host.folder, 'take');
  const exportTo = { path: taken, format: 'wav', quality: '16' } as const;
  const request = { ...renderRequestOf(source, takeFolder, { exportTo }) };
  const { outputPath } = await host.client.request('render', request);
  expect(outputPath).toBe(join(folder, 'talk 2.wav'));
  const record = await readExportRecord(takeFolder);
  expect(record).toEqual({ jobId: request.jobId, path: outputPath });

  const cutOff = { jobId: request.jobId, path: null, candidate: join(folder, 'talk 2.wav') };
  await writeExportRecord(takeFolder, cutOff);
  expect((await host.client.request('render', request)).outputPath).toBe(outputPath);
  expect(readdirSync(folder).sort()).toEqual(['talk 2.wav', 'talk.wav']);

  // Died just before: the name is still free, and is given now.
  rmSync(outputPath ?? '');
  await writeExportRecord(takeFolder, cutOff);
  expect((await host.client.request('render', request)).outputPath).toBe(outputPath);
  // Died just before, and somebody else took the name meanwhile.
  writeFileSync(outputPath ?? '', 'somebody else’s too');
  await writeExportRecord(takeFolder, cutOff);
  expect((await host.client.request('render', request)).outputPath).toBe(join(folder, 'talk 3.wav'));
});
