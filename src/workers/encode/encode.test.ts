import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { exportFormats, type ExportFormatId } from '../../contract/exports.ts';
import { recipeSchema } from '../../contract/jobs.ts';
import { encoders } from './encoders.ts';
import { exportTake, type ExportRequest } from './encode.ts';
import { freeName } from '../../adapters/audio/exportName.ts';
import { openWav } from '../../adapters/audio/wavFile.ts';
import { WavWriter } from '../../adapters/audio/wavWriter.ts';

const root = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-export-'));
let folder = root;
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(root, 'to-'));
});
afterAll(() => {
  fs.rmSync(root, { recursive: true });
});

const masterPath = path.join(root, 'master.wav');
const master = Float32Array.from({ length: 60_000 }, (_, i) => 0.6 * Math.sin(i / 30) * Math.sin(i / 4000));
const writer = new WavWriter(masterPath, { sampleRate: 48_000, encoding: 'float32' });
writer.writeSamples(master);
writer.finish();

const recipe = recipeSchema.parse({
  app: 'cantado',
  engineVersion: '1.2.3',
  recordingSha256: 'ab'.repeat(32),
  voiceId: 'deep',
  voiceHash: 'cd'.repeat(32),
  converterId: 'resynth',
  pitchExtractor: { id: 'swift-f0', version: '1' },
  settings: { mode: 'chant', gateDb: 'off' },
  seed: 42,
});

const voiceLabel = { name: 'Maré\nAlta', consent: 'permission', licence: 'CC BY 4.0.' } as const;

const every = exportFormats.flatMap(({ id, qualities }) => qualities.map((quality) => ({ format: id, quality })));

/** Rounding and dither stay within one and a half steps. */
const largestError: Readonly<Record<string, number>> = { '16': 1.5 * 2 ** -15, '24': 1.5 * 2 ** -23, '32f': 0 };

describe.each(ffmpegBuilds())('with ffmpeg $build', ({ ffmpegPath }) => {
  const exportTo = (
    name: string,
    target: { format: ExportFormatId; quality: string },
    changes: Partial<ExportRequest> = {},
  ) =>
    exportTake({
      ...{ ffmpegPath, masterPath, recipe, voiceLabel, title: 'Entrevista ñ 日本 — Deep 1' },
      target: { path: path.join(folder, name), ...target },
      ...changes,
    });

  function samplesOf(file: string): Float32Array {
    const bytes = execFileSync(ffmpegPath, ['-v', 'error', '-i', file, '-f', 'f32le', '-'], { maxBuffer: 1e8 });
    return new Float32Array(Uint8Array.from(bytes).buffer);
  }

  /** Tags as ffmpeg reads them: all of them whole, and the encoder, which it shows only in its description. */
  function tagsOf(file: string): string {
    const args = ['-v', 'error', '-i', file, '-f', 'ffmetadata', '-'];
    const whole = execFileSync(ffmpegPath, args, { encoding: 'utf8' }).replaceAll('\\', '');
    return whole + spawnSync(ffmpegPath, ['-hide_banner', '-i', file], { encoding: 'utf8' }).stderr;
  }

  test.each(every)('$format $quality holds the whole take', async ({ format, quality }) => {
    const { path: file } = await exportTo(`a.${format}`, { format, quality });
    const samples = samplesOf(file);
    expect(samples).toHaveLength(master.length);
    const errors = samples.map((sample, i) => sample - master[i]);
    const energy = (signal: Float32Array): number => signal.reduce((sum, sample) => sum + sample * sample, 0);
    if (format === 'mp3') expect(10 * Math.log10(energy(master) / energy(errors))).toBeGreaterThan(60);
    else
      expect(errors.reduce((worst, error) => Math.max(worst, Math.abs(error)), 0)).toBeLessThanOrEqual(
        largestError[quality],
      );
  });

  test.each(every)(
    '$format $quality says that it is an AI voice conversion, which, in whose voice and under which licence',
    async ({ format, quality }) => {
      const tags = tagsOf((await exportTo(`a.${format}`, { format, quality })).path);
      expect(tags).toMatch(/title=Entrevista ñ 日本 — Deep 1/i);
      expect(tags).toMatch(/(encoder|encoded_by) *: Cantado 1\.2\.3/i);
      const comment = /comment=AI voice conversion\. (.*) Recipe: (\{.*\})/i.exec(tags) ?? [];
      expect(comment[1]).toBe('Voice: Maré Alta. Consent: with permission. Licence: CC BY 4.0.');
      expect(JSON.parse(comment[2] ?? '')).toEqual(recipe);
    },
  );

  test.each(every)('$format $quality of equal recipes is equal byte for byte', async ({ format, quality }) => {
    const reordered = { ...recipe, settings: { gateDb: 'off', mode: 'chant' } };
    const one = await exportTo(`one.${format}`, { format, quality });
    const two = await exportTo(`two.${format}`, { format, quality }, { recipe: reordered });
    expect(fs.readFileSync(two.path).equals(fs.readFileSync(one.path))).toBe(true);
  });

  test('a name that is taken is left alone, and the next free one is used', async () => {
    const taken = path.join(folder, 'song.mp3');
    fs.writeFileSync(taken, 'mine');
    const target = { format: 'mp3', quality: 'V0' } as const;
    expect((await exportTo('song.mp3', target)).path).toBe(path.join(folder, 'song 2.mp3'));
    expect((await exportTo('song.mp3', target)).path).toBe(path.join(folder, 'song 3.mp3'));
    expect(fs.readFileSync(taken, 'utf8')).toBe('mine');
    expect(fs.readdirSync(folder).sort()).toEqual(['song 2.mp3', 'song 3.mp3', 'song.mp3']);
  });

  test('ten exports to one name at the same moment become ten files', async () => {
    const target = { format: 'wav', quality: '16' } as const;
    const written = await Promise.all(Array.from({ length: 10 }, () => exportTo('same.wav', target)));
    expect(new Set(written.map(({ path: file }) => file)).size).toBe(10);
    expect(fs.readdirSync(folder)).toHaveLength(10);
  });

  test.each(every)('cancelled, $format $quality leaves nothing', async ({ format, quality }) => {
    let asked = 0;
    const isCancelled = (): boolean => ++asked > 2;
    await expect(exportTo(`a.${format}`, { format, quality }, { isCancelled })).rejects.toMatchObject({
      code: 'CANCELLED',
    });
    expect(fs.readdirSync(folder)).toEqual([]);
  });

  test('a folder that is not there is named', async () => {
    await expect(exportTo('no folder/a.wav', { format: 'wav', quality: '24' })).rejects.toMatchObject({
      code: 'FOLDER_NOT_WRITABLE',
      details: { folder: path.join(folder, 'no folder') },
    });
  });

  if (process.platform === 'linux') {
    test.each(['wav', 'flac'] as const)('a full disk is named for %s', async (format) => {
      // The kernel's own full disk, in the place of the unfinished file.
      const temporaryPath = path.join(folder, 'full.part');
      fs.symlinkSync('/dev/full', temporaryPath);
      const audio = openWav(masterPath);
      const tags = { title: '', encoder: '', comment: '' };
      const job = {
        ffmpegPath,
        master: audio,
        path: path.join(folder, 'a'),
        temporaryPath,
        quality: '24',
        tags,
        seed: 1,
      };
      await expect(async () => encoders[format](job)).rejects.toMatchObject({ code: 'DISK_FULL', details: { folder } });
      audio.close();
    });
  }
});

test('what an export that was killed left behind goes with the next one', async () => {
  const [build] = ffmpegBuilds();
  const dead = execFileSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' }).trim();
  fs.writeFileSync(path.join(folder, `.cantado-${dead}-0123abcd.part`), 'half');
  const other = `.cantado-${String(process.pid)}-0123abcd.part`;
  fs.writeFileSync(path.join(folder, other), 'another export at work');
  const target = { path: path.join(folder, 'a.wav'), format: 'wav', quality: '16' } as const;
  await exportTake({ ffmpegPath: build?.ffmpegPath ?? '', masterPath, recipe, voiceLabel, title: 'x', target });
  expect(fs.readdirSync(folder).sort()).toEqual([other, 'a.wav']);
});

test('a name too long for a file system is shortened before its number and extension', () => {
  const long = path.join(folder, `${'é'.repeat(200)}.flac`);
  const names = [1, 2, 10].map((attempt) => path.basename(freeName(long, attempt)));
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
  expect(names[0]).toMatch(/é\.flac$/);
  expect(names[1]).toMatch(/é 2\.flac$/);
  expect(names[2]).toMatch(/é 10\.flac$/);
});
