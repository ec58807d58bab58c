export type MonoSignal = { readonly samples: Float32Array | Float64Array; readonly sampleRate: number };

/** Below this the output's own loudness is not divided away. */
const quietestRms = 1e-6;

/**
 * Gives the output the source's course of loudness: out · source^(1 − mix) · own^(mix − 1), loudness being the RMS of one
 * second every half second, linear in between. 1 leaves the output alone, 0 takes the source's loudness whole.
 */
export function mixLoudness(source: MonoSignal, output: MonoSignal, mix: number): Float32Array<ArrayBuffer> {
  const sampleCount = output.samples.length;
  const wanted = rmsCurve(source);
  const own = rmsCurve(output);
  const mixed = new Float32Array(sampleCount);
  for (let i = 0; i < sampleCount; i++) {
    const gain =
      stretchedAt(wanted, i, sampleCount) ** (1 - mix) *
      Math.max(stretchedAt(own, i, sampleCount), quietestRms) ** (mix - 1);
    mixed[i] = output.samples[i] * gain;
  }
  return mixed;
}

/** RMS of one second around every half second, silence outside the signal: floor(n / hop) + 1 values. */
export function rmsCurve({ samples, sampleRate }: MonoSignal): Float64Array<ArrayBuffer> {
  const hop = Math.floor(sampleRate / 2);
  const curve = new Float64Array(Math.floor(samples.length / hop) + 1);
  for (let k = 0; k < curve.length; k++) {
    const end = Math.min(samples.length, (k + 1) * hop);
    let power = 0;
    for (let i = Math.max(0, (k - 1) * hop); i < end; i++) power += samples[i] * samples[i];
    curve[k] = Math.sqrt(power / (2 * hop));
  }
  return curve;
}

/** Value `index` of `count` when a curve is stretched to that many values, half-pixel aligned, its ends held. */
function stretchedAt(curve: Float64Array, index: number, count: number): number {
  const last = curve.length - 1;
  const position = Math.min(last, Math.max(0, ((index + 0.5) * curve.length) / count - 0.5));
  const left = Math.floor(position);
  const right = Math.min(last, left + 1);
  return curve[left] + (position - left) * (curve[right] - curve[left]);
}
