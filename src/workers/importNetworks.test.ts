import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestHost, type TestHost } from '../../tests/suites/host.ts';
import { buildPublicVoice, type PublicLayout, type PublicVoiceOptions } from '../../tests/suites/publicVoice.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { zipBytes } from '../../tests/suites/zipFile.ts';
import { byteTools } from '../adapters/voices/byteTools.ts';
import { readVoiceFile } from '../adapters/voices/voiceFolder.ts';
import { memorySource } from '../engine/bytes/memorySource.ts';
import { onnxBytes } from '../engine/onnx/writeOnnx.ts';
import { readRvcVoice } from '../engine/voiceFiles/rvcVoice.ts';

const fixtures = path.resolve('tests/fixtures/rvc');
const fixture = (file: string) => new Uint8Array(readFileSync(path.join(fixtures, file)));
const checkpointOf = (name: string) => fixture(`voices/${name}/${name}.pth`);
const index256 = fixture('index/idx256_sparse/added_IVF30_Flat_nprobe_1_idx256_sparse_v1.index');
const emptyIndex = fixture('index/refused/trained_IVF3_Flat_nprobe_1_x_v1.index');

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(async () => {
  await host.close();
});

async function bring(name: string, bytes: Uint8Array) {
  const place = path.join(temporaryFolder(), name);
  writeFileSync(place, bytes);
  const folder = path.join(host.folder, 'voices', crypto.randomUUID());
  mkdirSync(folder, { recursive: true });
  const request = { path: place, name, indexPath: null, indexName: null, folder };
  const result = await host.client.request('importVoice', request);
  return { folder, result, file: await readVoiceFile(folder), lines: result.lines.map(({ code }) => code) };
}

function exported(name: string, layout: PublicLayout, options: PublicVoiceOptions = {}): Uint8Array {
  return onnxBytes(buildPublicVoice(readRvcVoice(memorySource(name, checkpointOf(name)), byteTools), layout, options));
}

describe('a voice that comes as a network', () => {
  it.each([
    { name: 'v2_f0_40k', layout: 'phone', options: {} },
    { name: 'v2_f0_40k', layout: 'feats', options: { hasSourceNoise: true } },
    { name: 'v1_nof0_40k', layout: 'phone', options: { floatType: 'float16' } },
    { name: 'v1_nof0_40k', layout: 'feats', options: {} },
  ] as const)('is rewritten and sings: $name, layout $layout, $options', async ({ name, layout, options }) => {
    const { result, file, lines } = await bring(`${name}.onnx`, exported(name, layout, options));
    expect(result.canAdd).toBe(true);
    expect(lines.slice(0, 2)).toEqual(['KNOWN_OPERATORS', 'VOICE_FOUND']);
    expect(lines).toContain('PROVED');
    expect(file).toMatchObject({
      voice: { version: name.slice(0, 2), sampleRate: 40_000, samplesPerFrame: 400, hasPitch: name.includes('_f0') },
      network: { kind: 'whole', isNoiseScaledInside: true },
    });
  });

  it('is refused when it was exported for one length only', async () => {
    const bytes = exported('v1_nof0_40k', 'phone', { fixedFrames: { count: 200, isDeclared: true } });
    await expect(bring('fixed.onnx', bytes)).rejects.toMatchObject({
      code: 'VOICE_UNSUPPORTED',
      details: { file: 'fixed.onnx', feature: 'fixed-length' },
    });
  });
});

describe('a voice that comes in an archive', () => {
  const parts = [
    { name: 'mare/mare.pth', bytes: checkpointOf('v1_f0_40k') },
    { name: 'mare/added_IVF30_Flat_nprobe_1_mare_v1.index', bytes: index256 },
    { name: 'mare/trained_IVF30_Flat_nprobe_1_mare_v1.index', bytes: emptyIndex, isDeflated: true },
    { name: 'mare/LICENSE', bytes: new Uint8Array(Buffer.from('CC BY 4.0\nAll of it.')) },
    { name: 'mare/readme.txt', bytes: new Uint8Array(Buffer.from('Sings low.')) },
  ];

  it('comes with its index, licence and note, and is told what was left out', async () => {
    const { result, file } = await bring('mare.zip', zipBytes(parts));
    expect(file.index).toMatchObject({ vectorCount: 6, width: 256 });
    expect(file).toMatchObject({ licence: 'CC BY 4.0', note: 'Sings low.' });
    const [refused] = result.lines.filter(({ code }) => code === 'INDEX_REFUSED');
    expect(refused?.details).toEqual({
      file: 'trained_IVF30_Flat_nprobe_1_mare_v1.index',
      reason: 'index-empty',
    });
    expect(result.lines.map(({ code }) => code)).toContain('INDEX_MATCHES');
  });

  it('comes without an index that was harmed on its way, and says so', async () => {
    const bytes = zipBytes(parts);
    const place = Buffer.from(bytes.buffer).indexOf(Buffer.from(index256.subarray(200, 260)));
    bytes[place + 30] = (bytes[place + 30] ?? 0) ^ 1;
    const { result, file } = await bring('mare.zip', bytes);
    expect(file.index).toBeNull();
    expect(result.lines.map((line) => line.details)).toContainEqual({
      file: 'added_IVF30_Flat_nprobe_1_mare_v1.index',
      reason: 'checksum',
    });
  });
});

it('files beside a refused one are told by what is in them, an index with its voice', async () => {
  const folder = temporaryFolder();
  const put = (file: string, name: string) => {
    copyFileSync(path.join(fixtures, file), path.join(folder, name));
  };
  put('broken/training_checkpoint_G.pth', 'G_2333.pth');
  put('voices/v1_f0_40k/v1_f0_40k.pth', 'mare-alta.pth');
  put('voices/v1_nof0_40k/v1_nof0_40k.pth', 'bruno.pth');
  put('index/idx256_sparse/added_IVF30_Flat_nprobe_1_idx256_sparse_v1.index', 'added_IVF30_Flat_mare-alta_v1.index');
  put('index/refused/trained_IVF3_Flat_nprobe_1_x_v1.index', 'trained_IVF30_Flat_mare-alta_v1.index');
  const looks = await host.client.request('nearbyVoiceFiles', { path: path.join(folder, 'G_2333.pth') });
  expect(looks.map(({ name, looksLike, goesWith }) => [name, looksLike, goesWith])).toEqual([
    ['bruno.pth', 'voice', null],
    ['mare-alta.pth', 'voice', null],
    ['added_IVF30_Flat_mare-alta_v1.index', 'index', 'mare-alta.pth'],
    ['G_2333.pth', 'training', null],
    ['trained_IVF30_Flat_mare-alta_v1.index', 'other', null],
  ]);
});
