import { createHighPass, type SampleFilter } from '../dsp/butterworth.ts';

/** What lies under this is no voice, Hz; the original's edge. */
const edgeHz = 48;

/** Takes away what lies under 48 Hz, sample by sample, begun as if the first sample had always been there. */
export function rumbleFilter(sampleRate: number): SampleFilter {
  const highPass = createHighPass(sampleRate, edgeHz);
  let offset: number | null = null;
  return (sample) => {
    offset ??= sample;
    return highPass(sample - offset);
  };
}
