import type { LocalisedText } from '../../contract/language.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';

/** A voice that ships with the program: a converter's constants with a name. No singer was recorded for it. */
export type BuiltInVoice = {
  /** Stored in takes; never changes. */
  readonly id: string;
  readonly name: LocalisedText;
  /** One honest line about how the voice is made. */
  readonly sentence: LocalisedText;
  readonly converterId: string;
  /** The converter's constants for this voice. */
  readonly preset: Readonly<Record<string, number>>;
  /** Comfortable range, MIDI [low, high]; null: the speaker's own. */
  readonly rangeMidi: readonly [number, number] | null;
  /** Strengths 0–1 of the first harmonics, from which the voice's mark is drawn. */
  readonly mark: readonly number[];
  /** Settings that start at another value than their default in this voice. */
  readonly settingDefaults: AnySettingValues;
};
