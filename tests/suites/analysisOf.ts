import { fileURLToPath } from 'node:url';
import { analyseSignal } from '../../src/engine/analysis/analyseSignal.ts';
import { frameCountOf } from '../../src/engine/analysis/frames.ts';
import type { Analysis } from '../../src/engine/analysis/types.ts';
import { swiftF0 } from '../../src/engine/pitch/swiftF0.ts';
import { sourceOf } from './dspGoldens.ts';
import { runModel } from './runModel.ts';
import { readMonoWave } from './wav.ts';

/** The analysis of a 16 kHz mono fixture, with the real network. */
export async function analysisOf(fixture: string): Promise<Analysis> {
  const { sampleRate, samples } = readMonoWave(fileURLToPath(new URL(`../fixtures/${fixture}`, import.meta.url)));
  if (sampleRate !== swiftF0.sampleRate) throw new Error(`${fixture} is not 16 kHz`);
  return analyseSamples(samples);
}

/** The analysis of 16 kHz samples, with the real network. */
export async function analyseSamples(samples: Float32Array): Promise<Analysis> {
  const source = sourceOf(samples, swiftF0.sampleRate);
  const frameCount = frameCountOf(samples.length, source.sampleRate);
  const pitch = await swiftF0.extract(source, frameCount, runModel, () => undefined);
  return analyseSignal({ source, pitch, onProgress: () => undefined });
}
