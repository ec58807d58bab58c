import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { AudioSource } from '../../src/engine/converters/types.ts';
import { npyRow, readNpy } from './npy.ts';
import { readMonoWave } from './wav.ts';

const folder = 'tests/fixtures/dsp';

const caseSchema = z.object({
  name: z.string(),
  wav: z.string(),
  fs: z.number(),
  fft_size: z.number(),
  n_frames: z.number(),
  frames: z.array(z.number()),
  f0_dio: z.string(),
  f0_dio_stonemask: z.string(),
  f0_harvest_stonemask: z.string(),
  env: z.string(),
  ap: z.string(),
  env_bandlog: z.string(),
  resynth: z.string(),
  resynth_up5st: z.string(),
  periodic_only: z.object({ file: z.string(), f0: z.number(), n_frames: z.number(), env: z.string(), ap: z.number() }),
  tolerance: z.object({
    env_db: z.number(),
    ap_abs: z.number(),
    f0_cents_median: z.number(),
    periodic_snr_db: z.number(),
  }),
});
const manifestSchema = z.object({
  cases: z.array(caseSchema),
  minphase: z.object({ logamp: z.string(), h: z.string(), tolerance_abs: z.number() }),
});

/** Golden data made with WORLD (Morise 2016) through pyworld 0.3.5; see the manifest beside it. */
export const dspManifest = manifestSchema.parse(JSON.parse(readFileSync(`${folder}/MANIFEST.json`, 'utf8')));
export type DspCase = z.infer<typeof caseSchema>;

/** A one-dimensional golden array in float64. */
export function goldenVector(file: string): Float64Array {
  return Float64Array.from(readNpy(`${folder}/${file}`).data);
}

/** Row `index` of a two-dimensional golden array. */
export function goldenRow(file: string, index: number): Float64Array {
  return npyRow(readNpy(`${folder}/${file}`), index);
}

/** The recording of a case. */
export function goldenSource(dspCase: DspCase): AudioSource {
  const wave = readMonoWave(`${folder}/${dspCase.wav}`);
  return sourceOf(wave.samples, wave.sampleRate);
}

/** Samples in memory as a converter reads them: silent outside. */
export function sourceOf(samples: Float32Array, sampleRate: number): AudioSource {
  return {
    sampleRate,
    sampleCount: samples.length,
    read(start, count) {
      const out = new Float32Array(count);
      const from = Math.min(Math.max(start, 0), samples.length);
      const to = Math.min(Math.max(start + count, from), samples.length);
      if (to > from) out.set(samples.subarray(from, to), from - start);
      return out;
    },
  };
}
