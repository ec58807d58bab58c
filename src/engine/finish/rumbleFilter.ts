/** What lies under this is no voice, Hz; the original's edge. */
const edgeHz = 48;
/** Of the two halves of a Butterworth filter of order 4. */
const qualities = [0.541_196_1, 1.306_562_96] as const;

/**
 * Takes away what lies under 48 Hz, sample by sample in float64, begun as if the first sample had always been there
 * (bilinear transform, Bristow-Johnson).
 */
export function rumbleFilter(sampleRate: number): (sample: number) => number {
  const [first, second] = qualities.map((quality) => highPassStage(sampleRate, quality));
  let offset: number | null = null;
  return (sample) => {
    offset ??= sample;
    return second(first(sample - offset));
  };
}

function highPassStage(sampleRate: number, quality: number): (sample: number) => number {
  const angle = (2 * Math.PI * edgeHz) / sampleRate;
  const cosine = Math.cos(angle);
  const alpha = Math.sin(angle) / (2 * quality);
  const outer = (1 + cosine) / 2 / (1 + alpha);
  const back1 = (-2 * cosine) / (1 + alpha);
  const back2 = (1 - alpha) / (1 + alpha);
  let state1 = 0;
  let state2 = 0;
  return (sample) => {
    const filtered = outer * sample + state1;
    state1 = -2 * outer * sample - back1 * filtered + state2;
    state2 = outer * sample - back2 * filtered;
    return filtered;
  };
}
