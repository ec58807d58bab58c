import type { FrameSpan } from '../analysis/types.ts';

/** A note that was hummed or sung: frames [start, end) of the guide. */
export type GuideNote = FrameSpan & {
  /** The whole semitone that is meant: what was sung, less the singer's own tuning. */
  readonly midi: number;
  /** Middle of what was sung. */
  readonly sungMidi: number;
  /** 0–1: how sure the pitch extractor was, and how much of the note stands still or swings around one place. */
  readonly confidence: number;
};
