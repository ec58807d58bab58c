/** A filter fed one sample at a time, in float64. */
export type SampleFilter = (sample: number) => number;

/** Of the two halves of a Butterworth filter of order 4. */
const qualities = [0.541_196_1, 1.306_562_96] as const;

/** Butterworth high-pass of order 4 (bilinear transform, Bristow-Johnson), begun in silence. */
export function createHighPass(sampleRate: number, edgeHz: number): SampleFilter {
  return inSeries((quality) => passStage({ sampleRate, edgeHz, quality, isHighPass: true }));
}

/** Butterworth low-pass of order 4 (bilinear transform, Bristow-Johnson), begun in silence. */
export function createLowPass(sampleRate: number, edgeHz: number): SampleFilter {
  return inSeries((quality) => passStage({ sampleRate, edgeHz, quality, isHighPass: false }));
}

function inSeries(stageOf: (quality: number) => SampleFilter): SampleFilter {
  const [first, second] = [stageOf(qualities[0]), stageOf(qualities[1])];
  return (sample) => second(first(sample));
}

type Stage = {
  readonly sampleRate: number;
  readonly edgeHz: number;
  readonly quality: number;
  readonly isHighPass: boolean;
};

function passStage({ sampleRate, edgeHz, quality, isHighPass }: Stage): SampleFilter {
  const angle = (2 * Math.PI * edgeHz) / sampleRate;
  const cosine = Math.cos(angle);
  const alpha = Math.sin(angle) / (2 * quality);
  const outer = (isHighPass ? (1 + cosine) / 2 : (1 - cosine) / 2) / (1 + alpha);
  const middle = isHighPass ? -2 * outer : 2 * outer;
  const back1 = (-2 * cosine) / (1 + alpha);
  const back2 = (1 - alpha) / (1 + alpha);
  let state1 = 0;
  let state2 = 0;
  return (sample) => {
    const filtered = outer * sample + state1;
    state1 = middle * sample - back1 * filtered + state2;
    state2 = outer * sample - back2 * filtered;
    return filtered;
  };
}
