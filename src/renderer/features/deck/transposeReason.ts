import type { TFunction } from 'i18next';
import type { Voice } from '../../../contract/voices.ts';
import type { Language } from '../../../contract/language.ts';
import { formatNote, formatRange } from '../../language/format.ts';

type Situation = {
  readonly voice: Pick<Voice, 'name' | 'rangeMidi'>;
  /** The speaker's median pitch, MIDI; null when nothing is voiced. */
  readonly medianMidi: number | null;
  readonly suggestedSt: number | null;
};

/** Why this many semitones are suggested, in a sentence; null where there is nothing to explain. */
export function transposeReason(
  { voice, medianMidi, suggestedSt }: Situation,
  language: Language,
  t: TFunction,
): string | null {
  if (!voice.rangeMidi || medianMidi === null || suggestedSt === null) return null;
  const facts = {
    median: formatNote(medianMidi),
    voice: voice.name[language],
    range: formatRange(...voice.rangeMidi),
  };
  if (suggestedSt === 0) return t('deck.whyStay', facts);
  return suggestedSt % 12 === 0 ? t('deck.whyOctave', facts) : t('deck.whyMove', facts);
}
