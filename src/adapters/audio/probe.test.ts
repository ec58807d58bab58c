import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { makeOddFiles, type OddCase } from '../../../tests/suites/oddAudio.ts';
import type { ErrorCode } from '../../contract/errors.ts';
import { decodeToSignal } from './decode.ts';
import { probeRecording } from './probe.ts';
import { openWav } from './wavFile.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-probe-'));
const files = await makeOddFiles(folder);
afterAll(() => {
  fs.chmodSync(files.unreadable, 0o600);
  fs.rmSync(folder, { recursive: true });
});

const working = [
  ['plain', { sampleRate: 16_000, channels: 1, codec: 'pcm_s16le' }],
  ['mp3', { sampleRate: 44_100, channels: 2, codec: 'mp3' }],
  ['flac', { sampleRate: 16_000, channels: 1, codec: 'flac' }],
  ['m4a', { sampleRate: 44_100, channels: 1, codec: 'aac' }],
  ['aac', { sampleRate: 44_100, channels: 1, codec: 'aac' }],
  ['ogg', { sampleRate: 16_000, channels: 1, codec: 'vorbis' }],
  ['opus', { sampleRate: 48_000, channels: 1, codec: 'opus' }],
  ['eightBit', { sampleRate: 16_000, channels: 1, codec: 'pcm_u8' }],
  ['twentyFourBit', { sampleRate: 16_000, channels: 1, codec: 'pcm_s24le' }],
  ['float32', { sampleRate: 16_000, channels: 1, codec: 'pcm_f32le' }],
  ['eightKhz', { sampleRate: 8000, channels: 1, codec: 'pcm_s16le' }],
  ['highRate', { sampleRate: 192_000, channels: 1, codec: 'pcm_s16le' }],
  ['stereo', { sampleRate: 16_000, channels: 2, codec: 'pcm_s16le' }],
  ['sixChannels', { sampleRate: 16_000, channels: 6, codec: 'pcm_s16le' }],
  ['nastyName', { sampleRate: 16_000, channels: 1, codec: 'pcm_s16le' }],
  ['longName', { sampleRate: 16_000, channels: 1, codec: 'pcm_s16le' }],
  ['dashName', { sampleRate: 16_000, channels: 1, codec: 'pcm_s16le' }],
  ['clipped', { sampleRate: 16_000, channels: 1, codec: 'pcm_f32le' }],
] as const satisfies readonly (readonly [OddCase, object])[];

const refused = [
  ['missing', 'FILE_NOT_FOUND'],
  ['folder', 'FILE_IS_FOLDER'],
  ['empty', 'FILE_EMPTY'],
  ['tooShort', 'AUDIO_TOO_SHORT'],
  ['textNamedWav', 'NOT_AUDIO'],
  ['noiseBytesNamedMp3', 'NOT_AUDIO'],
  ['playlistNamedMp3', 'NOT_AUDIO'],
  ['videoWithoutSound', 'NO_AUDIO_IN_FILE'],
  ['corruptWav', 'AUDIO_CORRUPT'],
  ['corruptM4a', 'AUDIO_CORRUPT'],
  ['truncatedM4a', 'AUDIO_CORRUPT'],
] as const satisfies readonly (readonly [OddCase, ErrorCode])[];

const damaged = [
  'truncatedWav',
  'truncatedMp3',
  'truncatedFlac',
  'truncatedStreamableM4a',
  'truncatedOgg',
  'corruptMp3',
  'corruptFlac',
] as const satisfies readonly OddCase[];

describe.each(ffmpegBuilds())('with ffmpeg $build', ({ ffmpegPath }) => {
  const probe = (name: OddCase) => probeRecording({ ffmpegPath, path: files[name], name });

  test.each(working)('%s is read, and measured by decoding it', async (name, expected) => {
    const found = await probe(name);
    expect(found).toMatchObject(expected);
    expect(found.durationSec).toBeCloseTo(2.99, name === 'aac' ? 1.1 : 1.5);
    expect(found.notices).toEqual(
      expected.channels > 1 ? [{ code: 'MIXED_TO_MONO', details: { channels: expected.channels } }] : [],
    );
  });

  test('the size and SHA-256 are those of the file itself', async () => {
    const bytes = fs.readFileSync(files.mp3);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(await probe('mp3')).toMatchObject({ sizeBytes: bytes.length, sha256 });
  });

  test('the sound of a video is a recording', async () => {
    expect(await probe('videoWithSound')).toMatchObject({ codec: 'aac', notices: [] });
  });

  test.each(refused)('%s is refused as %s, by the name it was brought under', async (name, code) => {
    await expect(probe(name)).rejects.toMatchObject({ code, details: { file: name } });
  });

  test.each(damaged)('of %s what can be read is kept, and that is said', async (name) => {
    const found = await probe(name);
    expect(found.durationSec).toBeGreaterThan(0.9);
    expect(found.durationSec).toBeLessThan(2.9);
    expect(found.notices).toContainEqual({ code: 'READ_PARTLY', details: { readSec: found.durationSec } });
  });

  test('samples that are no numbers are counted, and silence in the decoded signal', async () => {
    const notice = { code: 'BAD_SAMPLES_REPLACED', details: { count: 48 } };
    expect((await probe('nanSamples')).notices).toEqual([notice]);
    const outPath = path.join(folder, 'nan-signal.wav');
    const request = { ffmpegPath, path: files.nanSamples, name: 'x', workingRate: null, outPath, expectedSec: null };
    expect((await decodeToSignal(request)).notices).toEqual([notice]);
    const signal = openWav(outPath);
    const samples = signal.read(0, signal.sampleCount);
    expect(samples.every((sample) => Number.isFinite(sample))).toBe(true);
    expect([samples[0], samples[1000], samples[2000]]).toEqual([0, 0, 0]);
    signal.close();
  });

  test.each(['silence', 'noise'] as const)(
    '%s is a recording: whether it can be sung is decided later',
    async (name) => {
      expect(await probe(name)).toMatchObject({ durationSec: 2, notices: [] });
    },
  );
});

test('a file that nobody allows us to read is refused as such', async () => {
  const [{ ffmpegPath } = { ffmpegPath: '' }] = ffmpegBuilds();
  const asNobody = process.getuid?.() === 0;
  // Root may read everything, so for a moment we are not root.
  fs.chmodSync(folder, 0o755);
  if (asNobody) process.seteuid?.(65_534);
  try {
    await expect(probeRecording({ ffmpegPath, path: files.unreadable, name: 'mine.wav' })).rejects.toMatchObject({
      code: 'FILE_NOT_READABLE',
      details: { file: 'mine.wav' },
    });
  } finally {
    if (asNobody) process.seteuid?.(0);
  }
});
