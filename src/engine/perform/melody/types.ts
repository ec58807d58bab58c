import type { BackingMeasure, GuideUse } from '../../../contract/melodies.ts';
import type { Plan } from '../../../contract/melody/plan.ts';
import type { Score } from '../../../contract/melody/score.ts';
import type { Notice } from '../../../contract/notices.ts';
import type { Analysis } from '../../analysis/types.ts';

/** What is heard in a recording beyond its analysis: for counting its syllables anew and for following another one. */
export type SpeechTracks = {
  /** [frameCount × 12] mel-cepstra 1–12, row-major. */
  readonly cepstra: Float32Array;
  /** [frameCount] level of 500–2000 Hz, dB. */
  readonly vowelBandDb: Float32Array;
  /** [frameCount] distance of the cepstra 20 ms before and after. */
  readonly spectralChange: Float32Array;
};

/** A recording that is hummed or sung after. */
export type Guide = { readonly analysis: Analysis; readonly tracks: SpeechTracks; readonly name: string };

/** The melody of a performance. */
export type MelodyInput =
  | { readonly kind: 'score'; readonly score: Score }
  | { readonly kind: 'guide'; readonly guide: Guide; readonly use: GuideUse }
  | { readonly kind: 'plan'; readonly plan: Plan };

/** All that words are laid on a melody with. */
export type LayingInput = {
  readonly analysis: Analysis;
  readonly tracks: SpeechTracks;
  readonly recordingName: string;
  readonly recordingSha256: string;
  readonly melody: MelodyInput;
  readonly lyrics: string | null;
  readonly backing: BackingMeasure | null;
};

/** A plan with what was decided on the way. */
export type LaidWords = { readonly plan: Plan; readonly notices: readonly Notice[] };

/** What a guide does beyond its notes, at every frame of the take. */
export type GuideExpression = {
  /** [frames] cents off the note; 0 where the guide is silent. */
  readonly cents: Float64Array;
  /** [frames] dB off the guide's own usual level. */
  readonly levelDb: Float64Array;
};
