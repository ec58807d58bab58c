import { existsSync } from 'node:fs';
import path from 'node:path';
import type { ModelReference } from '../../../src/engine/models/types.ts';
import { decodeSalience, salienceBinCount, voicedSalience } from '../../../src/engine/pitch/rmvpe/decodeSalience.ts';
import { melBandCount, melFrames, rmvpeFrameCount } from '../../../src/engine/pitch/rmvpe/melFrames.ts';
import { rmvpePitch } from '../../../src/engine/pitch/rmvpe/salienceFrames.ts';
import { runModel } from '../runModel.ts';
import { pitchCheckpoint, writePitchNetwork } from './baseNetworks.ts';
import { Checks } from './checks.ts';
import { largestDifference } from './compare.ts';
import { arrayIfThere, readInput, signalOf, type GoldenFolder } from './goldenFolder.ts';
import type { WrittenNetworks } from './networks.ts';
import type { GoldenCase, Verdict } from './types.ts';

const valueLimit = 1e-4;
/** Relative. */
export const pitchLimit = 1e-4;
/** Frames per group that the network wants. */
const groupFrames = 32;

/** The pitch network: mel, salience and pitch of a wave, and the decoder alone. */
export function pitchCases(golden: GoldenFolder, networks: WrittenNetworks): GoldenCase[] {
  return golden.cases('rmvpe', 'rmvpe.json', ({ name, folder }) => [
    { name, run: () => checkPitchNetwork(folder, networks) },
  ]);
}

async function checkPitchNetwork(folder: string, networks: WrittenNetworks): Promise<Verdict> {
  const checks = new Checks();
  checkDecoder(folder, checks);
  if (!existsSync(path.join(folder, 'input.wav'))) return checks.verdict();
  const model = writePitchNetwork(pitchCheckpoint(folder), networks);
  const samples = readInput(folder);
  const mel = await melOf(samples);

  const wantedMel = arrayIfThere(folder, 'mel');
  if (wantedMel) checks.atMost('mel', melDifference(bandsFirst(mel), wantedMel.data), valueLimit);
  const wantedSalience = arrayIfThere(folder, 'salience');
  if (wantedSalience) {
    checks.atMost('salience', largestDifference(await salienceOf(mel, model), wantedSalience.data), valueLimit);
  }
  const wantedPitch = arrayIfThere(folder, 'f0');
  if (wantedPitch) {
    checkPitch(checks, 'f0', await rmvpePitch({ signal: signalOf(samples), runModel, model }), wantedPitch.data);
  }
  return checks.verdict();
}

/** Relative difference of pitch where there is one, and that it is there on the same frames. */
export function checkPitch(checks: Checks, what: string, got: Float64Array, wanted: Float32Array | Float64Array): void {
  checks.equal(`${what} frames`, got.length, wanted.length);
  let largest = 0;
  let flips = 0;
  wanted.forEach((hz, frame) => {
    const own = got[frame] ?? NaN;
    if (own > 0 !== hz > 0) flips++;
    else if (hz > 0) largest = Math.max(largest, Math.abs(own / hz - 1));
  });
  checks.atMost(what, largest, pitchLimit);
  checks.equal('voicing flips', flips, 0);
}

/** Log-mel rows [frames × 128]. */
export async function melOf(samples: Float32Array): Promise<Float32Array> {
  const frameCount = rmvpeFrameCount(samples.length);
  const mel = new Float32Array(frameCount * melBandCount);
  await melFrames(signalOf(samples), 0, frameCount, mel);
  return mel;
}

/** [frames × 128] as the original stores it, [128 × frames]. */
export function bandsFirst(mel: Float32Array): Float32Array {
  const frameCount = mel.length / melBandCount;
  return Float32Array.from(mel, (_, i) => mel[(i % frameCount) * melBandCount + Math.floor(i / frameCount)] ?? NaN);
}

/**
 * Largest difference of log magnitudes [128 × frames]. The original computes them in float32: where that cannot hold a
 * quiet band beside the loudest of its frame, differences count in parts of its rounding, which then is the limit.
 */
function melDifference(got: Float32Array, wanted: Float32Array | Float64Array): number {
  if (got.length !== wanted.length) return NaN;
  const frameCount = got.length / melBandCount;
  const peaks = new Float64Array(frameCount);
  wanted.forEach((value, i) => {
    const frame = i % frameCount;
    peaks[frame] = Math.max(peaks[frame] ?? 0, Math.exp(value));
  });
  const differences = Array.from(got, (own, i) => {
    const value = wanted[i] ?? NaN;
    const rounding = 2 ** -23 * (peaks[i % frameCount] ?? NaN);
    const inRoundings = Math.abs(Math.exp(own) - Math.exp(value)) / rounding;
    return Math.min(Math.abs(own - value), valueLimit * inRoundings);
  });
  return differences.reduce((largest, difference) => Math.max(largest, difference), 0);
}

/** [frames × 360] */
async function salienceOf(mel: Float32Array, model: ModelReference): Promise<Float32Array> {
  const frameCount = mel.length / melBandCount;
  const paddedCount = Math.ceil(frameCount / groupFrames) * groupFrames;
  const padded = new Float32Array(paddedCount * melBandCount);
  padded.set(mel);
  const { salience } = await runModel(model, { mel: { data: padded, dims: [1, 1, paddedCount, melBandCount] } });
  if (!(salience?.data instanceof Float32Array)) throw new TypeError('RMVPE gave no salience');
  return salience.data.slice(0, frameCount * salienceBinCount);
}

/** Salience of hand to pitch. −1 stands for a frame without any, which is 0 Hz here. */
function checkDecoder(folder: string, checks: Checks): void {
  const salience = arrayIfThere(folder, 'decode_salience');
  const wanted = arrayIfThere(folder, 'decode_f0');
  if (!salience || !wanted) return;
  const found = decodeSalience(salience.data, wanted.data.length);
  const got = found.f0Hz.map((hz, frame) => ((found.salience[frame] ?? 0) > voicedSalience ? hz : 0));
  checkPitch(
    checks,
    'decoder',
    got,
    wanted.data.map((hz) => Math.max(0, hz)),
  );
}
