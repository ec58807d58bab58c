import type { RunModel } from '../models/types.ts';
import { melBandCount, speakerMel } from './speakerMel.ts';

const hopSamples = 160;
/** 1.6 s each, 1.3 a second. */
const partialFrames = 160;
const partialStepFrames = 77;
/** A last partial with less sound than this is left out. */
const leastCoverage = 0.75;
const partialsPerRun = 32;
const targetRms = 10 ** (-30 / 20);

/**
 * Who is speaking, as 256 numbers of unit length (GE2E speaker encoder; Wan et al. 2018). The wave is raised to -30 dBFS
 * where it is quieter; the result is the normalised mean over stretches of 1.6 s. Cut long silences out first.
 *
 * @param samples mono at 16 kHz
 */
export async function speakerEmbedding(samples: Float32Array, runModel: RunModel): Promise<Float64Array> {
  const starts = partialStarts(samples.length);
  const lastEnd = (starts[starts.length - 1] + partialFrames) * hopSamples;
  const padded = new Float32Array(Math.max(samples.length, lastEnd));
  padded.set(raiseLevel(samples));
  const mel = speakerMel(padded);
  const mean = new Float64Array(256);
  for (let from = 0; from < starts.length; from += partialsPerRun) {
    const rows = await runPartials(mel, starts.slice(from, from + partialsPerRun), runModel);
    rows.forEach((value, i) => (mean[i % mean.length] += value));
  }
  const length = Math.hypot(...mean);
  return mean.map((value) => value / length);
}

/**
 * Likeness of two embeddings: 1 = the same. Compare likenesses with each other; as an absolute mark they say little, since
 * two women can reach 0.83 and pitch alone changes them.
 */
export function likeness(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

/** First frames of the partials of a wave. */
export function partialStarts(sampleCount: number): number[] {
  const frameCount = Math.ceil((sampleCount + 1) / hopSamples);
  const starts: number[] = [];
  const end = Math.max(1, frameCount - partialFrames + partialStepFrames + 1);
  for (let start = 0; start < end; start += partialStepFrames) starts.push(start);
  const last = starts[starts.length - 1];
  const coverage = (sampleCount - last * hopSamples) / (partialFrames * hopSamples);
  if (coverage < leastCoverage && starts.length > 1) starts.pop();
  return starts;
}

function raiseLevel(samples: Float32Array): Float32Array {
  const rms = Math.sqrt(samples.reduce((sum, value) => sum + value * value, 0) / Math.max(1, samples.length));
  const gain = rms > 0 ? Math.max(1, targetRms / rms) : 1;
  return samples.map((value) => value * gain);
}

async function runPartials(mel: Float32Array, starts: readonly number[], runModel: RunModel): Promise<Float32Array> {
  const size = partialFrames * melBandCount;
  const data = new Float32Array(starts.length * size); // (partials, 160, 40)
  starts.forEach((start, i) => data.set(mel.subarray(start * melBandCount, start * melBandCount + size), i * size));
  const { embedding } = await runModel('speaker-encoder', {
    mel: { data, dims: [starts.length, partialFrames, melBandCount] },
  });
  if (!embedding) throw new TypeError('speaker-encoder gave no embedding');
  return Float32Array.from(embedding.data); // (partials, 256)
}
