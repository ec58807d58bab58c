import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { openTestHost, sha256, type TestHost } from '../../tests/suites/host.ts';
import { buildPublicVoice, type PublicLayout, type PublicVoiceOptions } from '../../tests/suites/publicVoice.ts';
import { goldenVoice } from '../../tests/suites/voiceCase.ts';
import { watchChanges } from '../../tests/suites/watchedChanges.ts';
import { forkWatchedHost } from '../../tests/suites/watchedHost.ts';
import { zipBytes } from '../../tests/suites/zipFile.ts';
import { filesOf, readVoiceFile } from '../adapters/voices/voiceFolder.ts';
import type { ImportLineCode, ImportLineDetails } from '../contract/imports.ts';
import type { VoiceImportRequest, VoiceImportResult } from '../contract/inference.ts';
import { onnxBytes } from '../engine/onnx/writeOnnx.ts';

const fixtures = path.resolve('tests/fixtures/rvc');
const voiceOf = (name: string): string => path.join(fixtures, 'voices', name, `${name}.pth`);
const indexFile = path.join(fixtures, 'index/idx256/added_IVF10_Flat_nprobe_1_idx256_v1.index');
const refusedIndexes = path.join(fixtures, 'index/refused');

let host: TestHost;
beforeAll(async () => {
  host = await openTestHost();
});
afterAll(async () => {
  await host.close();
});

const newFolder = (): string => {
  mkdirSync(path.join(host.folder, 'here'), { recursive: true });
  return mkdtempSync(path.join(host.folder, 'here', 'folder-'));
};

type Brought = { readonly folder: string; readonly result: VoiceImportResult };

async function bring(file: string, change: Partial<VoiceImportRequest> = {}): Promise<Brought> {
  const folder = newFolder();
  const request = { path: file, name: path.basename(file), indexPath: null, indexName: null, folder, ...change };
  return { folder, result: await host.client.request('importVoice', request) };
}

/** Bytes as a file of its own, in a folder of its own. */
function placed(name: string, bytes: Uint8Array): string {
  const file = path.join(newFolder(), name);
  writeFileSync(file, bytes);
  return file;
}

const codes = ({ lines }: VoiceImportResult): string[] => lines.map(({ code }) => code);
const lineOf = <C extends ImportLineCode>({ lines }: VoiceImportResult, code: C): ImportLineDetails[C] | undefined =>
  lines.find((line) => line.code === code)?.details as ImportLineDetails[C] | undefined;

describe('a voice of weights', () => {
  const names = readdirSync(path.join(fixtures, 'voices')).filter((name) => !name.includes('refinegan'));
  it.each(names)('%s is rebuilt, sings its test phrase and says what it is', async (name) => {
    const { folder, result } = await bring(voiceOf(name));
    const hasPitch = !name.includes('nof0');
    expect(lineOf(result, 'VOICE_FOUND')).toMatchObject({
      version: name.includes('v1') ? 'v1' : 'v2',
      sampleRate: name.includes('48k') ? 48_000 : 40_000,
      hasPitch: hasPitch ? 'yes' : 'no',
    });
    expect(codes(result)).toEqual(['WEIGHTS_ONLY', 'VOICE_FOUND', 'NO_INDEX', 'PROVED', 'NO_LICENCE']);
    expect(lineOf(result, 'PROVED')?.audioSec).toBeGreaterThan(0.5);
    expect(result).toMatchObject({ canAdd: true, fileCount: 1, sha256: sha256(readFileSync(voiceOf(name))) });
    expect(result.mark).toHaveLength(10);
    expect(Math.max(...result.mark)).toBe(1);
    const file = await readVoiceFile(folder);
    expect(readdirSync(folder).sort()).toEqual(['decoder.onnx', 'encoder.onnx', 'voice.json']);
    for (const { file: part, sha256: hash, sizeBytes } of filesOf(file)) {
      const bytes = readFileSync(path.join(folder, part));
      expect([sha256(bytes), bytes.length]).toEqual([hash, sizeBytes]);
    }
    expect(file.network.kind === 'split' && file.network.source !== null).toBe(hasPitch);
  });

  it('imported twice is the same to the last bit', async () => {
    const [first, second] = [await bring(voiceOf('v2_f0_40k')), await bring(voiceOf('v2_f0_40k'))];
    expect(second.result.hash).toBe(first.result.hash);
    expect(second.result.mark).toEqual(first.result.mark);
    expect((await readVoiceFile(second.folder)).network).toEqual((await readVoiceFile(first.folder)).network);
  });

  it('has a range that was heard when it sang a scale, and none where it has no pitch', async () => {
    const { folder } = await bring(voiceOf('v1_f0_40k'));
    const { rangeMidi } = await host.client.request('probeVoice', { folder });
    expect((rangeMidi?.[1] ?? 0) - (rangeMidi?.[0] ?? 0)).toBeGreaterThanOrEqual(6);
    const { folder: unpitched } = await bring(voiceOf('v1_nof0_40k'));
    expect(await host.client.request('probeVoice', { folder: unpitched })).toEqual({ rangeMidi: null });
  });
});

describe('an index', () => {
  it('beside the voice is taken when its name is the voice’s, and changes what the voice is', async () => {
    const folder = newFolder();
    copyFileSync(voiceOf('v1_f0_40k'), path.join(folder, 'ines_e200_s4000.pth'));
    copyFileSync(indexFile, path.join(folder, 'added_IVF10_Flat_nprobe_1_ines_v1.index'));
    copyFileSync(indexFile, path.join(folder, 'added_IVF10_Flat_nprobe_1_tiago_v1.index'));
    const { folder: kept, result } = await bring(path.join(folder, 'ines_e200_s4000.pth'));
    expect(lineOf(result, 'INDEX_MATCHES')).toMatchObject({
      file: expect.stringContaining('ines') as string,
      width: 256,
    });
    expect(result).toMatchObject({ suggestedName: 'Ines', fileCount: 2 });
    expect(readFileSync(path.join(kept, 'retrieval.index')).equals(readFileSync(indexFile))).toBe(true);
    const alone = await bring(placed('ines.pth', readFileSync(voiceOf('v1_f0_40k'))));
    expect(alone.result.hash).not.toBe(result.hash);
    expect(alone.result.passport.originalSha256).toBe(result.passport.originalSha256);
  });

  it('of another width or kind, or broken, is left out with its reason, and the voice is not', async () => {
    const reasons: unknown[] = [];
    for (const name of ['ivfpq.index', 'truncated.index', 'empty.index']) {
      const { result } = await bring(voiceOf('v1_f0_40k'), { indexPath: path.join(refusedIndexes, name) });
      reasons.push(lineOf(result, 'INDEX_REFUSED')?.reason);
      expect(result.passport.index).toBeNull();
    }
    const { result } = await bring(voiceOf('v2_f0_40k'), { indexPath: indexFile, indexName: 'ines.index' });
    expect(lineOf(result, 'INDEX_REFUSED')).toEqual({ file: 'ines.index', reason: 'index-width' });
    expect(reasons.slice(0, 2)).toEqual(['index-kind', 'cut-off']);
    expect(reasons[2]).toBeTypeOf('string');
  });
});

describe('an archive', () => {
  it('gives the voice with its index, note and licence, and refuses what is unsafe beside them', async () => {
    const text = (words: string): Uint8Array => new TextEncoder().encode(words);
    const archive = zipBytes([
      { name: 'mare/mare-alta.pth', bytes: readFileSync(voiceOf('v1_f0_40k')), isDeflated: true },
      { name: 'mare/added_IVF10_Flat_nprobe_1_mare-alta_v1.index', bytes: readFileSync(indexFile) },
      { name: 'mare/readme.txt', bytes: text('Sing A2-F4 and be kind.'), isDeflated: true },
      { name: 'mare/LICENSE', bytes: text('\nCC BY-NC 4.0\n\nlong text') },
      { name: 'mare/other.pth', bytes: readFileSync(path.join(fixtures, 'broken/evil_os_system.pth')) },
    ]);
    const { result } = await bring(placed('download (3).zip', archive));
    expect(codes(result)).toEqual(expect.arrayContaining(['INDEX_MATCHES', 'PROVED', 'NOTE_KEPT', 'FILE_REFUSED']));
    expect(lineOf(result, 'LICENCE_FOUND')).toEqual({ licence: 'CC BY-NC 4.0' });
    expect(lineOf(result, 'FILE_REFUSED')).toMatchObject({ file: 'other.pth' });
    expect(result).toMatchObject({
      ...{ fileName: 'download (3).zip', fileCount: 5, suggestedName: 'Mare Alta', rangeMidi: [45, 65] },
      sha256: sha256(archive),
      passport: { note: 'Sing A2-F4 and be kind.', rangeSource: 'metadata', originalName: 'mare-alta.pth' },
    });
    // Packed or not, with its index it is the same voice.
    const loose = await bring(voiceOf('v1_f0_40k'), { indexPath: indexFile });
    expect(loose.result.hash).toBe(result.hash);
  });

  it('of nothing but unsafe or foreign files is refused for what is in it', async () => {
    const evil = { name: 'a.pth', bytes: readFileSync(path.join(fixtures, 'broken/evil_eval.pth')) };
    await expect(bring(placed('a.zip', zipBytes([evil])))).rejects.toMatchObject({ code: 'VOICE_FILE_UNSAFE' });
    const text = { name: 'a.txt', bytes: new TextEncoder().encode('hello') };
    await expect(bring(placed('b.zip', zipBytes([text])))).rejects.toMatchObject({
      code: 'NOT_A_VOICE',
      details: { file: 'b.zip', kind: 'archive' },
    });
  });
});

describe('a voice that is a network already', () => {
  const exported = (layout: PublicLayout, options: PublicVoiceOptions = {}): string =>
    placed(
      'ines.onnx',
      onnxBytes(buildPublicVoice(goldenVoice(path.join(fixtures, 'voices/v2_f0_40k')), layout, options)),
    );

  it.each(['phone', 'feats'] as const)('in the layout %s sings its test phrase as it came', async (layout) => {
    const { folder, result } = await bring(exported(layout));
    expect(codes(result)).toEqual(['KNOWN_OPERATORS', 'VOICE_FOUND', 'NO_INDEX', 'PROVED', 'NO_LICENCE']);
    expect(lineOf(result, 'VOICE_FOUND')).toMatchObject({ version: 'v2', sampleRate: 40_000, hasPitch: 'yes' });
    expect((await readVoiceFile(folder)).network).toMatchObject({ kind: 'whole', model: { file: 'voice.onnx' } });
    expect((await host.client.request('probeVoice', { folder })).rangeMidi).not.toBeNull();
  });

  it('that works at one length only is refused with the reason', async () => {
    const file = exported('phone', { fixedFrames: { count: 200, isDeclared: false } });
    await expect(bring(file)).rejects.toMatchObject({
      code: 'VOICE_UNSUPPORTED',
      details: { feature: 'fixed-length' },
    });
  });
});

describe('a refused file', () => {
  it('leaves its folder empty', async () => {
    const broken = readdirSync(path.join(fixtures, 'broken')).filter((name) => name.startsWith('evil_'));
    for (const name of broken) {
      const folder = newFolder();
      await expect(bring(path.join(fixtures, 'broken', name), { folder })).rejects.toMatchObject({
        code: 'VOICE_FILE_UNSAFE',
        details: { file: name },
      });
      expect(readdirSync(folder)).toEqual([]);
    }
  });

  it('is told with what lies beside it', async () => {
    const folder = newFolder();
    const place = (from: string, name: string): void => {
      copyFileSync(from, path.join(folder, name));
    };
    place(path.join(fixtures, 'broken/training_checkpoint_G.pth'), 'G_2333.pth');
    place(path.join(fixtures, 'broken/training_checkpoint_D.pth'), 'D_2333.pth');
    place(voiceOf('v1_f0_40k'), 'mare-alta.pth');
    place(indexFile, 'added_IVF10_Flat_nprobe_1_mare-alta_v1.index');
    place(path.join(fixtures, 'broken/evil_eval.pth'), 'z.pth');
    writeFileSync(path.join(folder, 'notes.txt'), 'text');
    const found = await host.client.request('nearbyVoiceFiles', { path: path.join(folder, 'G_2333.pth') });
    expect(found.map(({ name, looksLike }) => [name, looksLike])).toEqual([
      ['mare-alta.pth', 'voice'],
      ['added_IVF10_Flat_nprobe_1_mare-alta_v1.index', 'index'],
      ['D_2333.pth', 'training'],
      ['G_2333.pth', 'training'],
      ['z.pth', 'other'],
    ]);
  });
});

describe('an import that is cancelled', () => {
  it('ends at once and writes no voice.json', async () => {
    const watched = watchChanges();
    const watchedHost = await openTestHost({ launch: forkWatchedHost(watched) });
    onTestFinished(() => watchedHost.close());
    const { client } = watchedHost;
    const stop = new AbortController();
    const folder = newFolder();
    const request = { path: voiceOf('v2_f0_40k'), name: 'a.pth', indexPath: null, indexName: null, folder };
    watched.holdBefore(/open.*\.onnx/);
    const importing = client.request('importVoice', request, { signal: stop.signal });
    await expect.poll(watched.isHeld).toBe(true);
    stop.abort();
    // Answered after the host was told to stop.
    await client.request('nearbyVoiceFiles', { path: path.join(folder, 'none') });
    watched.goOn();
    await expect(importing).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(readdirSync(folder)).not.toContain('voice.json');
  });
});
