/**
 * Keeps consonants from taking on the retrieved timbre: where there is no pitch, features fall back towards those before
 * retrieval.
 *
 * @param features [frames × width], changed in place
 * @param before the same frames before retrieval
 * @param f0Hz one value per frame; below 1 Hz counts as unvoiced
 * @param ratio what an unvoiced frame keeps of `features`, 0 … 0.5 (the original switches protection off at 0.5)
 */
export function protectConsonants(
  features: Float32Array,
  before: Float32Array,
  f0Hz: Float32Array | Float64Array,
  ratio: number,
): void {
  const width = features.length / f0Hz.length;
  const keptRatio = Math.fround(ratio);
  for (let frame = 0; frame < f0Hz.length; frame++) {
    if (f0Hz[frame] >= 1) continue;
    for (let i = frame * width; i < (frame + 1) * width; i++) {
      features[i] = features[i] * keptRatio + before[i] * (1 - keptRatio);
    }
  }
}
