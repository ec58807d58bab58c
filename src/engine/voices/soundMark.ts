import { hannWindow } from '../dsp/windows.ts';

const harmonicCount = 10;
/** What is this far under the strongest harmonic has strength 0; as for built-in voices. */
const rangeDb = 40;
/** The pitch of a sung note wanders by this much, a ratio; the strongest place within is taken. */
const wander = [0.99, 0.995, 1, 1.005, 1.01] as const;

/**
 * Strengths 0–1 of the first harmonics of a sung note, from which a voice's mark is drawn.
 * @param samples of a steady note, mono
 * @param f0Hz its pitch
 */
export function soundMark(samples: Float32Array, sampleRate: number, f0Hz: number): number[] {
  const window = hannWindow(samples.length);
  const windowed = Float64Array.from(samples, (sample, i) => sample * window[i]);
  const levelsDb = Array.from({ length: harmonicCount }, (_, index) => {
    const powers = wander.map((ratio) => powerAt(windowed, ((index + 1) * f0Hz * ratio) / sampleRate));
    return 10 * Math.log10(Math.max(...powers) + 1e-30);
  });
  const strongestDb = Math.max(...levelsDb);
  return levelsDb.map((levelDb) => Math.round(100 * Math.max(0, 1 + (levelDb - strongestDb) / rangeDb)) / 100);
}

/** Power of one frequency. @param cyclesPerSample 0 … 0.5, nothing is there beyond */
function powerAt(samples: Float64Array, cyclesPerSample: number): number {
  if (cyclesPerSample >= 0.5) return 0;
  let real = 0;
  let imaginary = 0;
  samples.forEach((sample, i) => {
    const angle = 2 * Math.PI * cyclesPerSample * i;
    real += sample * Math.cos(angle);
    imaginary -= sample * Math.sin(angle);
  });
  return real * real + imaginary * imaginary;
}
