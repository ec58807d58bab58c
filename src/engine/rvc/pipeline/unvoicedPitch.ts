/**
 * Fills unvoiced frames with a straight line in Hz between their voiced neighbours; the first and last pitch are held to
 * the edges. A signal without any voiced frame stays as it is.
 *
 * @param f0Hz one value per frame, 0 = unvoiced
 */
export function fillUnvoiced(f0Hz: Float64Array): Float64Array<ArrayBuffer> {
  const filled = Float64Array.from(f0Hz);
  let before = -1;
  for (let frame = 0; frame <= f0Hz.length; frame++) {
    const isEnd = frame === f0Hz.length;
    if (!isEnd && f0Hz[frame] <= 0) continue;
    if (isEnd && before < 0) break;
    fillBetween(filled, before, frame);
    before = frame;
  }
  return filled;
}

/** Frames (left, right), where −1 and the length stand for the edges. */
function fillBetween(f0Hz: Float64Array, left: number, right: number): void {
  const from = f0Hz[left < 0 ? right : left];
  const to = f0Hz[right === f0Hz.length ? left : right];
  const slope = (to - from) / (right - left);
  for (let frame = left + 1; frame < right; frame++) f0Hz[frame] = slope * (frame - left) + from;
}
