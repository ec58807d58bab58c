import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHost, type TestHost } from '../../tests/suites/host.ts';
import type { VoiceImportResult } from '../contract/inference.ts';
import { readVoiceFile } from '../adapters/voices/voiceFolder.ts';

const fixtures = path.resolve('tests/fixtures/rvc');
let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(async () => {
  await host.close();
});

function folderFor(name: string): string {
  const folder = path.join(host.folder, 'voices', `${name}-${crypto.randomUUID()}`);
  mkdirSync(folder, { recursive: true });
  return folder;
}

async function bring(file: string, change: { indexPath?: string } = {}) {
  const folder = folderFor(path.basename(file));
  const source = { path: path.join(fixtures, file), name: path.basename(file) };
  const request = { ...source, indexPath: change.indexPath ?? null, indexName: null, folder };
  const result = await host.client.request('importVoice', request).catch((error: unknown) => error);
  return { folder, result: result as VoiceImportResult };
}

const voices = readdirSync(path.join(fixtures, 'voices')).filter((name) => !name.includes('refinegan'));

describe('a voice that is brought in', () => {
  it.each(voices)('%s is rebuilt, sings its test phrase and says what it is', async (name) => {
    const start = performance.now();
    const { folder, result } = await bring(`voices/${name}/${name}.pth`);
    console.log(name, Math.round(performance.now() - start), JSON.stringify(result));
    expect(result.canAdd).toBe(true);
    console.log(readdirSync(folder), (await readVoiceFile(folder)).network);
    const probed = performance.now();
    console.log(await host.client.request('probeVoice', { folder }), Math.round(performance.now() - probed));
    expect(existsSync(folder)).toBe(true);
  });
});
