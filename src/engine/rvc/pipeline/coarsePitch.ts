const lowestMel = mel(50);
const highestMel = mel(1100);

/**
 * The pitch classes the text encoder was trained on: 1 … 255 on the mel scale from 50 to 1100 Hz, halves rounded to even;
 * unvoiced is 1.
 *
 * @param f0Hz one value per frame, 0 = unvoiced
 */
export function coarsePitch(f0Hz: Float64Array): Float32Array<ArrayBuffer> {
  const classes = new Float32Array(f0Hz.length);
  for (let frame = 0; frame < f0Hz.length; frame++) {
    const scaled = ((mel(f0Hz[frame]) - lowestMel) * 254) / (highestMel - lowestMel) + 1;
    classes[frame] = f0Hz[frame] > 0 ? roundedToEven(Math.min(255, Math.max(1, scaled))) : 1;
  }
  return classes;
}

function mel(hz: number): number {
  return 1127 * Math.log(1 + hz / 700);
}

function roundedToEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
