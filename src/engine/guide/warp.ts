import { coarser, rowDistance, type AlignmentFeatures } from './alignmentFeatures.ts';

/** How one recording runs along another. */
export type Warp = {
  /** [frames of the guide] place in the recording, frames, never falling. */
  readonly place: Float64Array;
  /** Mean distance along the way. */
  readonly distance: number;
};

/** Resolutions, frames a row: first 40 or 80 ms over everything, then 20 ms and 5 ms near the way found before. */
const coarseFactors = [8, 16] as const;
const fineFactors = [4, 1] as const;
/** Guides of more than 20 minutes are followed to 20 ms, which keeps them in memory. */
const longFrames = 240_000;
/** Rows to either side of the coarser way that are looked at again. */
const bandRows = 40;
/** Cells of the first look: their directions take 48 MB. */
const mostCells = 48e6;
/** Leaving the diagonal costs this at 5 ms, so that a steady sound is crossed evenly and not in leaps. */
const standPenalty = 0.15;

const directions = { diagonal: 0, guide: 1, recording: 2 } as const;

/** Recording rows [first, first + width) that are looked at for a guide row. */
type Band = { readonly width: number; readonly firstOf: (guideRow: number) => number };

/**
 * Finds where in the recording every moment of the guide is said: dynamic time warping (Sakoe and Chiba 1978), first over
 * everything at a coarse resolution, then near the way found, finer. Both ends are bound to both ends.
 */
export function warp(guide: AlignmentFeatures, recording: AlignmentFeatures): Warp {
  const cells = (factor: number): number => (guide.frameCount / factor) * (recording.frameCount / factor);
  const first = cells(coarseFactors[0]) <= mostCells ? coarseFactors[0] : coarseFactors[1];
  let factor: number = first;
  let way = look(guide, recording, factor, straightBand(guide.frameCount / first, recording.frameCount / first));
  for (const finer of fineFactors) {
    if (finer === 1 && guide.frameCount > longFrames) break;
    way = look(guide, recording, finer, bandAround(way.place, factor, finer, recording.frameCount));
    factor = finer;
  }
  return { ...way, place: everyFrame(way.place, factor, guide.frameCount, recording.frameCount - 1) };
}

/** Mean distance along the best way at the first resolution only: enough to compare, and soon known. */
export function roughDistance(guide: AlignmentFeatures, recording: AlignmentFeatures): number {
  const [factor] = coarseFactors;
  return look(guide, recording, factor, straightBand(guide.frameCount / factor, recording.frameCount / factor))
    .distance;
}

/** Rows of `factor` frames as frames, by straight lines between their middles. */
function everyFrame(rows: Float64Array, factor: number, frameCount: number, lastPlace: number): Float64Array {
  if (factor === 1) return rows;
  return Float64Array.from({ length: frameCount }, (_, frame) => {
    const position = Math.min(rows.length - 1, Math.max(0, (frame + 0.5) / factor - 0.5));
    const below = Math.min(rows.length - 2, Math.floor(position));
    const row = below < 0 ? rows[0] : rows[below] + (position - below) * (rows[below + 1] - rows[below]);
    return Math.min(lastPlace, Math.max(0, (row + 0.5) * factor - 0.5));
  });
}

function look(guide: AlignmentFeatures, recording: AlignmentFeatures, factor: number, band: Band): Warp {
  const along = factor === 1 ? guide : coarser(guide, factor);
  const beside = factor === 1 ? recording : coarser(recording, factor);
  const width = Math.min(band.width, beside.frameCount);
  const firstOf = (row: number): number => Math.min(beside.frameCount - width, Math.max(0, band.firstOf(row)));
  return traceBack(fillCosts(along, beside, { width, firstOf }), along.frameCount, beside.frameCount, {
    width,
    firstOf,
  });
}

function straightBand(guideRows: number, recordingRows: number): Band {
  const width = Math.min(Math.ceil(recordingRows), Math.max(256, Math.floor(mostCells / guideRows)));
  return { width, firstOf: (row) => Math.round((row * recordingRows) / guideRows - width / 2) };
}

function bandAround(place: Float64Array, factor: number, finer: number, recordingFrames: number): Band {
  const ratio = factor / finer;
  const rows = Math.ceil(recordingFrames / finer);
  // Where the coarse way climbs, the fine one needs room for the whole climb.
  let steepest = 0;
  for (let i = 1; i < place.length; i++) steepest = Math.max(steepest, place[i] - place[i - 1]);
  const width = Math.min(rows, Math.ceil(2 * bandRows + 2 * ratio * Math.min(steepest, bandRows)));
  return {
    width,
    firstOf: (row) =>
      Math.round((place[Math.min(place.length - 1, Math.floor(row / ratio))] + 0.5) * ratio - width / 2),
  };
}

type Costs = { readonly direction: Uint8Array; readonly total: number };

/** Cheapest ways to every cell of the band; a cell's distance counts twice on the diagonal, so that length buys nothing. */
function fillCosts(guide: AlignmentFeatures, recording: AlignmentFeatures, { width, firstOf }: Band): Costs {
  const direction = new Uint8Array(guide.frameCount * width);
  let before = new Float64Array(width).fill(Infinity);
  let row = new Float64Array(width);
  let firstBefore = 0;
  for (let i = 0; i < guide.frameCount; i++) {
    const first = firstOf(i);
    const shift = first - firstBefore;
    for (let slot = 0; slot < width; slot++) {
      const distance = rowDistance(guide, i, recording, first + slot);
      const slotBefore = slot + shift;
      const above = slotBefore < width ? before[slotBefore] + distance + standPenalty : Infinity;
      const beside = slot > 0 ? row[slot - 1] + distance + standPenalty : Infinity;
      let best = slotBefore > 0 && slotBefore <= width ? before[slotBefore - 1] + 2 * distance : Infinity;
      let from: number = directions.diagonal;
      if (i === 0 && first + slot === 0) best = distance;
      if (above < best) [best, from] = [above, directions.guide];
      if (beside < best) [best, from] = [beside, directions.recording];
      row[slot] = best;
      direction[i * width + slot] = from;
    }
    [before, row] = [row, before];
    firstBefore = first;
  }
  return { direction, total: before[recording.frameCount - 1 - firstBefore] };
}

function traceBack(
  { direction, total }: Costs,
  guideRows: number,
  recordingRows: number,
  { width, firstOf }: Band,
): Warp {
  const place = new Float64Array(guideRows);
  let guideRow = guideRows - 1;
  let recordingRow = recordingRows - 1;
  let highest = recordingRow;
  for (;;) {
    const from = direction[guideRow * width + recordingRow - firstOf(guideRow)];
    if (from !== directions.recording) {
      place[guideRow] = (recordingRow + highest) / 2;
      guideRow--;
    }
    if (guideRow < 0) break;
    if (from !== directions.guide) recordingRow--;
    if (from !== directions.recording) highest = recordingRow;
    if (recordingRow < 0) break;
  }
  return { place, distance: total / (guideRows + recordingRows) };
}
