const stepsSec = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400] as const;
const minimumGapPx = 90;

export type Tick = { readonly sec: number; readonly ratio: number };

/**
 * Marks of the ruler: the finest round step that leaves each label at least 90 px.
 * @param widthPx width of the lanes
 * @returns marks from 0 on, each with its place 0–1; a mark too near the right end for its label is left out
 */
export function rulerTicks(durationSec: number, widthPx: number): { readonly stepSec: number; readonly ticks: Tick[] } {
  if (durationSec <= 0 || widthPx <= 0) return { stepSec: 1, ticks: [] };
  const pxPerSec = widthPx / durationSec;
  const stepSec = stepsSec.find((step) => step * pxPerSec >= minimumGapPx) ?? 14_400;
  const ticks: Tick[] = [];
  for (let index = 0; index * stepSec < durationSec; index++) {
    const sec = index * stepSec;
    if (widthPx - sec * pxPerSec < minimumGapPx / 2 && index > 0) break;
    ticks.push({ sec, ratio: sec / durationSec });
  }
  return { stepSec, ticks };
}

/** Where on the lane a time lies, 0–1. */
export function timeToRatio(sec: number, durationSec: number): number {
  return durationSec > 0 ? Math.min(1, Math.max(0, sec / durationSec)) : 0;
}

/** The time under a pointer. */
export function timeAt(
  clientX: number,
  lane: { readonly left: number; readonly width: number },
  durationSec: number,
): number {
  return lane.width > 0 ? Math.min(1, Math.max(0, (clientX - lane.left) / lane.width)) * durationSec : 0;
}
