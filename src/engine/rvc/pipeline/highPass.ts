/** Butterworth high-pass of order 5 at 48 Hz for 16 kHz, as scipy 1.x designs it: the very bits the original filters with. */
const feedForward = [
  0.9699606451838447, -4.849803225919223, 9.699606451838447, -9.699606451838447, 4.849803225919223, -0.9699606451838447,
] as const;
const feedBack = [
  1, -4.939001819168364, 9.757863526739543, -9.639544849413458, 4.761506797356209, -0.9408236532054606,
] as const;
const order = 5;
/** Samples of point-mirrored signal on both sides while filtering. */
const extensionSamples = 3 * (order + 1);

/**
 * Takes away what lies below 48 Hz without moving anything in time: forwards, then backwards, each begun as if the first
 * sample had always been there. Float64 throughout: this form is ill-conditioned and useless in float32.
 *
 * @param samples mono at 16 kHz
 */
export function highPass(samples: Float32Array | Float64Array): Float64Array<ArrayBuffer> {
  if (samples.length === 0) return new Float64Array(0);
  const extension = Math.min(extensionSamples, samples.length - 1);
  const extended = mirroredThroughPoint(samples, extension);
  filterFromRest(extended);
  extended.reverse();
  filterFromRest(extended);
  extended.reverse();
  return extended.slice(extension, extension + samples.length);
}

/** The signal with `count` samples more on both sides, turned around its end points so that value and slope go on. */
function mirroredThroughPoint(samples: Float32Array | Float64Array, count: number): Float64Array<ArrayBuffer> {
  const last = samples.length - 1;
  const extended = new Float64Array(samples.length + 2 * count);
  extended.set(samples, count);
  for (let i = 1; i <= count; i++) {
    extended[count - i] = 2 * samples[0] - samples[i];
    extended[count + last + i] = 2 * samples[last] - samples[last - i];
  }
  return extended;
}

/** Transposed direct form II in place, in the steady state of its first sample; summed in the order scipy sums. */
function filterFromRest(signal: Float64Array): void {
  const state = steadyState.map((value) => value * signal[0]);
  for (let i = 0; i < signal.length; i++) {
    const input = signal[i];
    const output = feedForward[0] * input + state[0];
    for (let k = 0; k < order - 1; k++) {
      state[k] = state[k + 1] + feedForward[k + 1] * input - feedBack[k + 1] * output;
    }
    state[order - 1] = feedForward[order] * input - feedBack[order] * output;
    signal[i] = output;
  }
}

/** State for a constant input of 1, whose output is 0: each delay holds the sum of the later coefficients. */
const steadyState = feedForward.slice(1).map((_, k) => feedForward.slice(k + 1).reduce((sum, one) => sum + one, 0));
