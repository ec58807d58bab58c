import { mkdtemp, readdir, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../contract/errors.ts';
import type { AudioSource } from '../../engine/converters/types.ts';
import { freshVocoderFrames } from '../../engine/vocoder/analyser.ts';
import { openVocoderFrames } from './vocoderFrames.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cantado-vocoder-'));
});
afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

const sampleRate = 16_000;
const frameCount = 500;
const samples = Float32Array.from({ length: 2.5 * sampleRate }, (_, index) => 0.3 * Math.sin(index * index * 1e-6));
const source: AudioSource = {
  sampleRate,
  sampleCount: samples.length,
  read: (start, count) => Float32Array.from({ length: count }, (_, index) => samples[start + index] ?? 0),
};
const f0Hz = Float64Array.from({ length: frameCount }, (_, frame) => (frame % 100 < 60 ? 120 : 0));

function open(checkpoint: () => void = () => undefined, frames = frameCount) {
  const analysis = { f0Hz: frames === frameCount ? f0Hz : new Float64Array(frames), frameCount: frames };
  return openVocoderFrames({ source, analysis, folder, checkpoint });
}

describe('the vocoder parameters of a recording', () => {
  it('are bit for bit the same freshly analysed, kept in memory, and read back from disk, across block borders', () => {
    const wanted = freshVocoderFrames(source, f0Hz).read(390, 20);
    const first = open();
    expect(first.read(390, 20)).toEqual(wanted);
    expect(first.read(390, 20)).toEqual(wanted);
    const second = open();
    expect(second.read(390, 20)).toEqual(wanted);
    expect(second.workSec).toBe(0);
  });

  it('are made again where a block on disk is missing, cut off or altered', async () => {
    open().prepareAll(() => undefined);
    const wanted = freshVocoderFrames(source, f0Hz).read(0, frameCount);
    const [first = '', second = ''] = (await readdir(folder)).map((name) => join(folder, name));
    await truncate(first, 1000);
    await writeFile(second, new Uint8Array(68_004));
    expect(open().read(0, frameCount)).toEqual(wanted);
    expect(open().read(0, frameCount)).toEqual(wanted);
  });

  it('are not kept on disk for recordings longer than ten minutes', async () => {
    const frames = open(undefined, 10 * 60 * 200 + 1);
    frames.read(0, 1);
    frames.prepareAll(() => undefined);
    expect(await readdir(folder)).toEqual([]);
  });

  it('stop being made when the checkpoint throws', () => {
    let looks = 0;
    const checkpoint = () => {
      if (++looks > 3) throw new AppError('CANCELLED', {});
    };
    expect(() => open(checkpoint).read(0, frameCount)).toThrow('CANCELLED');
    expect(looks).toBe(4);
  });
});
