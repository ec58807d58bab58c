import { speedAt, unbrokenSpans } from '../../perform/sourcePlace.ts';
import { blendFeatures } from '../../retrieval/blendFeatures.ts';
import { protectConsonants } from '../../rvc/pipeline/protect.ts';
import type { RetrievalIndex } from '../../voiceFiles/retrievalIndex/types.ts';
import type { RvcSettings } from './settings.ts';
import type { SungFrames } from './sungFrames.ts';
import type { ContentFeatures } from './types.ts';

export type FeatureParts = {
  readonly content: ContentFeatures;
  readonly index: RetrievalIndex | null;
  readonly sung: SungFrames;
  readonly hasPitch: boolean;
  readonly settings: Pick<RvcSettings, 'retrievalRatio' | 'retrievalCount' | 'protectRatio'>;
};

/** At and above this value nothing is protected, as in the original. */
const protectOff = 0.5;
/** A map that moves one frame per frame, to a thousandth, repeats rows as the original does; any other is interpolated. */
const plainSlope = 1e-3;
/** Rows further apart than this are not read together: the map leaps, or passes over a pause. */
const longestStep = 16;

/**
 * What the voice is told to say in frames [start, end): content features along the time map, moved towards the voice's own
 * by the index, consonants protected. Row-major [count × width].
 */
export function featuresOf(parts: FeatureParts, start: number, end: number): Float32Array<ArrayBuffer> {
  const { content, sung } = parts;
  const places = Float64Array.from({ length: end - start }, (_, i) => placeOf(sung, content, start + i));
  const features = new Float32Array(places.length * content.width);
  for (const span of unbrokenSpans(places, longestStep)) {
    const f0Hz = sung.f0Hz.subarray(start + span.start, start + span.end);
    features.set(featuresAt(parts, places.subarray(span.start, span.end), f0Hz), span.start * content.width);
  }
  return features;
}

/** Features of places that lie close together; between them all that lies there is read. */
function featuresAt(
  { content, index, hasPitch, settings }: FeatureParts,
  places: Float64Array,
  f0Hz: Float64Array,
): Float32Array {
  const first = Math.floor(places.reduce((low, place) => Math.min(low, place), content.frameCount - 1));
  const last = Math.ceil(places.reduce((high, place) => Math.max(high, place), 0));
  const { width } = content;
  const heard = { values: Float32Array.from(content.read(first, last + 1 - first)), width };
  const options = { ratio: settings.retrievalRatio, neighbourCount: settings.retrievalCount };
  const isMoved = index !== null && options.ratio > 0;
  const moved = isMoved ? blendFeatures(heard, index, options) : heard;
  const features = rowsAt(moved.values, width, places, first);
  if (isMoved && hasPitch && settings.protectRatio < protectOff) {
    protectConsonants(features, rowsAt(heard.values, width, places, first), f0Hz, settings.protectRatio);
  }
  return features;
}

/**
 * The content frame of a sung frame. Features come every 20 ms and are held for two frames, as the voices were trained;
 * where time is stretched the held pairs would be heard as steps, so rows are interpolated between their centres.
 */
function placeOf({ sourceFrame }: SungFrames, { frameCount }: ContentFeatures, frame: number): number {
  const here = sourceFrame[frame];
  const isPlain = Math.abs(speedAt(sourceFrame, frame) - 1) < plainSlope;
  // The row that the frame's middle lies in; a map may come to natural speed between two frames.
  const place = isPlain ? Math.floor((here + 0.5) / 2) : here / 2 - 0.25;
  return Math.min(frameCount - 1, Math.max(0, place));
}

function rowsAt(values: Float32Array, width: number, places: Float64Array, first: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(places.length * width);
  for (let frame = 0; frame < places.length; frame++) {
    const left = Math.floor(places[frame]);
    const part = places[frame] - left;
    const from = (left - first) * width;
    if (part === 0) {
      rows.set(values.subarray(from, from + width), frame * width);
      continue;
    }
    for (let i = 0; i < width; i++) {
      rows[frame * width + i] = values[from + i] + part * (values[from + width + i] - values[from + i]);
    }
  }
  return rows;
}
