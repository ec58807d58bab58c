import { cepstrumCount } from '../analysis/melCepstra.ts';

const bandCount = 40;
const topMel = toMel(8000);

/**
 * The matrix [cepstrumCount × cepstrumCount] that gives the mel-cepstra of the same sound from a throat whose resonances lie
 * `ratio` times as high: bands are read at the warped frequency, the ends repeat. Level plays no part, as a constant stays one.
 */
export function throatMatrix(ratio: number): Float64Array {
  const matrix = new Float64Array(cepstrumCount * cepstrumCount);
  for (let band = 0; band < bandCount; band++) {
    const mel = ((band + 1) / (bandCount + 1)) * topMel;
    const from = (toMel(toHz(mel) / ratio) / topMel) * (bandCount + 1) - 1;
    const inside = Math.min(bandCount - 1, Math.max(0, from));
    for (let out = 0; out < cepstrumCount; out++) {
      for (let into = 0; into < cepstrumCount; into++) {
        matrix[out * cepstrumCount + into] += (2 / bandCount) * cosine(out, band) * cosine(into, inside);
      }
    }
  }
  return matrix;
}

/** Of cepstrum `index` + 1 at a band, which may lie between two. */
function cosine(index: number, band: number): number {
  return Math.cos((Math.PI * (index + 1) * (band + 0.5)) / bandCount);
}

function toMel(hz: number): number {
  return 1127 * Math.log(1 + hz / 700);
}

function toHz(mel: number): number {
  return 700 * (Math.exp(mel / 1127) - 1);
}
