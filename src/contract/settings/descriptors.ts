import type { LocalisedText } from '../language.ts';

/** What a voice must have for a setting to be heard: an index, pitch that it can be told, several singers. */
export type VoiceNeed = 'index' | 'pitch' | 'speakers';

/**
 * A setting described once, as data. The deck's controls, the command line's flags and help, the
 * validation and the defaults are all made from it, so no two doors can differ.
 */
type SettingBase = {
  readonly label: LocalisedText;
  /** One sentence: what a person hears when this changes. */
  readonly sentence: LocalisedText;
  /** Command-line flag without dashes. */
  readonly flag: string;
  /** Column of the deck; `advanced` is folded. */
  readonly placement: 'tune' | 'timbre' | 'output' | 'advanced';
  /** Shown, and effective, only in these performance modes. */
  readonly modes?: readonly string[];
  /** Heard only in voices that have all of these; see lackOf. */
  readonly needs?: readonly VoiceNeed[];
};

/** ratio and count are written as bare numbers. */
export type SettingUnit = 'st' | 'ms' | 'dB' | 'LUFS' | 'cents' | 'Hz' | 'bpm' | 'ratio' | 'count';

/** The unit as it is written, `` for numbers that have none. */
export function writtenUnit(unit: SettingUnit): Exclude<SettingUnit, 'ratio' | 'count'> | '' {
  return unit === 'ratio' || unit === 'count' ? '' : unit;
}

export type NumberSetting = SettingBase & {
  readonly kind: 'number';
  readonly unit: SettingUnit;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly control: 'slider' | 'stepper';
  /** The value may also be the word `off`. */
  readonly canBeOff?: true;
  /** The value may also be the word `auto`: chosen from the analysis. */
  readonly canBeAuto?: true;
  readonly default: number | 'off' | 'auto';
};

export type ChoiceSetting = SettingBase & {
  readonly kind: 'choice';
  readonly options: readonly {
    readonly id: string;
    readonly label: LocalisedText;
    readonly sentence?: LocalisedText;
  }[];
  readonly default: string;
};

/** `auto` or a key such as `A minor` (see contract/music.ts). */
export type KeySetting = SettingBase & { readonly kind: 'key'; readonly default: 'auto' };

/** `scale` (all notes of the key) or a list of allowed pitch classes, 0 = C … 11 = B. */
export type NotesSetting = SettingBase & { readonly kind: 'notes'; readonly default: 'scale' };

/**
 * `voice` effects change how the voice sings (pitch, formants, breath, several voices); `sound` effects treat the finished
 * sound (a telephone, a room). Voice effects come first, whatever their place among the others.
 */
export type EffectFamily = 'voice' | 'sound';

/** An effect described once, as data, like a setting. */
export type EffectDescriptor = {
  /** Stored in recipes; never changes. */
  readonly id: string;
  readonly family: EffectFamily;
  readonly label: LocalisedText;
  /** One sentence: what a person hears. */
  readonly sentence: LocalisedText;
  /** Numbers and choices only. */
  readonly settings: SettingGroup;
};

/** Effects in their order, as text: `choir voices=6 > reverb mix=0.3`; empty: none (see effectChain.ts). */
export type EffectsSetting = SettingBase & {
  readonly kind: 'effects';
  readonly effects: readonly EffectDescriptor[];
  readonly default: '';
};

export type SettingDescriptor = NumberSetting | ChoiceSetting | KeySetting | NotesSetting | EffectsSetting;
export type SettingGroup = Readonly<Record<string, SettingDescriptor>>;

type ValueOf<S> = S extends { kind: 'number' }
  ? number | (S extends { canBeOff: true } ? 'off' : never) | (S extends { canBeAuto: true } ? 'auto' : never)
  : S extends { kind: 'choice'; options: readonly { id: infer Id }[] }
    ? Id
    : S extends { kind: 'notes' }
      ? 'scale' | readonly number[]
      : string;

/** The plain values of a group: `{ retuneMs: number, gateDb: number | 'off', … }`. */
export type SettingValues<G extends SettingGroup> = { readonly [K in keyof G]: ValueOf<G[K]> };
export type AnySettingValues = Readonly<Record<string, number | string | readonly number[]>>;
