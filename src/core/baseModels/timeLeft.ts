const windowMs = 8000;
/** An estimate from less than this is a guess. */
const shortestMs = 1000;

/**
 * Tells the seconds that are left from the speed of the last seconds; null until there is something to estimate from.
 * @returns to be called with every change: bytes there are, bytes in all, and the time
 */
export function createTimeLeft(): (doneBytes: number, sizeBytes: number, nowMs: number) => number | null {
  let marks: { readonly ms: number; readonly bytes: number }[] = [];
  return (doneBytes, sizeBytes, nowMs) => {
    const isSetBack = marks.some(({ ms, bytes }) => ms > nowMs || bytes > doneBytes);
    marks = isSetBack ? [] : marks.filter(({ ms }) => nowMs - ms <= windowMs);
    marks.push({ ms: nowMs, bytes: doneBytes });
    const [first] = marks;
    if (!first || nowMs - first.ms < shortestMs || doneBytes === first.bytes) return null;
    const bytesPerSec = (1000 * (doneBytes - first.bytes)) / (nowMs - first.ms);
    return Math.max(0, sizeBytes - doneBytes) / bytesPerSec;
  };
}
