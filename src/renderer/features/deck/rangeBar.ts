/** A stretch of a bar, 0–1. */
export type Stretch = { readonly left: number; readonly width: number };
export type Range = readonly [number, number];

/**
 * The range bar: what is spoken and what will be sung, on the scale of what the voice can sing.
 * @param voice MIDI; null (the speaker's own) takes the scale from what is spoken and sung
 */
export function rangeBar(
  voice: Range | null,
  spoken: Range | null,
  sung: Range | null,
): {
  readonly scale: Range | null;
  readonly spoken: Stretch | null;
  readonly sung: Stretch | null;
  readonly isOutside: boolean;
} {
  const known = [spoken, sung].filter((range) => range !== null);
  const scale: Range | null =
    voice ??
    (known.length === 0
      ? null
      : [
          Math.floor(Math.min(...known.map(([low]) => low))) - 2,
          Math.ceil(Math.max(...known.map(([, high]) => high))) + 2,
        ]);
  if (!scale) return { scale, spoken: null, sung: null, isOutside: false };
  const [low, high] = scale;
  const place = (midi: number): number => Math.min(1, Math.max(0, (midi - low) / (high - low)));
  const stretch = (range: Range | null): Stretch | null =>
    range && { left: place(range[0]), width: Math.max(0.01, place(range[1]) - place(range[0])) };
  const isOutside = sung !== null && (sung[0] < low - 0.5 || sung[1] > high + 0.5);
  return { scale, spoken: stretch(spoken), sung: stretch(sung), isOutside };
}
