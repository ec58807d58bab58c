import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { runModel } from '../../../tests/suites/runModel.ts';
import { readMonoWave } from '../../../tests/suites/wav.ts';
import { likeness, partialStarts, speakerEmbedding } from './speakerEmbedding.ts';
import { speakerMel } from './speakerMel.ts';

const folder = 'tests/fixtures/models/speaker-encoder';
const floats = (file: string): Float32Array =>
  new Float32Array(new Uint8Array(readFileSync(`${folder}/${file}`)).buffer);
const samplesOf = (name: string): Float32Array => readMonoWave(`${folder}/${name}.wav`).samples;

const goldenSchema = z.looseObject({ cosine: z.record(z.string(), z.number()) });
const utteranceSchema = z.object({
  mel: z.tuple([z.number(), z.number()]),
  partial_starts_frames: z.array(z.number()),
});
const golden = goldenSchema.parse(JSON.parse(readFileSync(`${folder}/golden.json`, 'utf8')));
const names = ['awb-a', 'rms-a', 'rms-b', 'slt-a', 'slt-b'];

describe.each(names)('the voice of %s', (name) => {
  const utterance = utteranceSchema.parse(golden[name]);
  const samples = samplesOf(name);

  it('is cut into the partials of the reference', () => {
    expect(partialStarts(samples.length)).toEqual(utterance.partial_starts_frames);
  });

  it('has the mel spectrogram of the reference within 0.001', () => {
    const wanted = floats(`${name}.mel.f32`);
    const lastStart = utterance.partial_starts_frames.at(-1) ?? 0;
    const padded = new Float32Array(Math.max(samples.length, (lastStart + 160) * 160));
    const rms = Math.sqrt(samples.reduce((sum, value) => sum + value ** 2, 0) / samples.length);
    padded.set(samples.map((value) => value * Math.max(1, 10 ** (-30 / 20) / rms)));
    const mel = speakerMel(padded);
    expect(mel).toHaveLength(wanted.length);
    const worst = mel.reduce((most, value, i) => Math.max(most, Math.abs(value - (wanted[i] ?? NaN))), 0);
    expect(worst).toBeLessThan(1e-3);
  });

  it('has the embedding of the reference within 0.001', async () => {
    const embedding = await speakerEmbedding(samples, runModel);
    const wanted = floats(`${name}.embedding.f32`);
    embedding.forEach((value, i) => expect(Math.abs(value - (wanted[i] ?? NaN))).toBeLessThan(1e-3));
  });
});

it('finds the likeness of every two recordings within 0.001 of the reference', async () => {
  const embeddings = new Map<string, Float64Array>();
  for (const name of names) embeddings.set(name, await speakerEmbedding(samplesOf(name), runModel));
  for (const [pair, wanted] of Object.entries(golden.cosine)) {
    const [a, b] = pair.split('|').map((name) => embeddings.get(name) ?? new Float64Array(256));
    expect(likeness(a, b), pair).toBeCloseTo(wanted, 3);
    expect(Math.abs(likeness(a, b) - wanted), pair).toBeLessThan(1e-3);
  }
});
