import { formatNote } from '../../language/format.ts';
import { foldText } from '../../../contract/foldText.ts';
import type { Language } from '../../../contract/language.ts';
import type { Voice } from '../../../contract/voices.ts';

/** Whether a voice's name, engine or one of its notes holds the text; accents and case do not matter. */
export function matchesVoice(
  voice: Pick<Voice, 'name' | 'engineLabel' | 'rangeMidi'>,
  text: string,
  language: Language,
): boolean {
  const wanted = foldText(text.trim());
  if (wanted === '') return true;
  if (foldText(`${voice.name[language]} ${voice.engineLabel[language]}`).includes(wanted)) return true;
  if (!voice.rangeMidi || !/^[a-g][#♯]?-?\d$/.test(wanted)) return false;
  const [low, high] = voice.rangeMidi;
  for (let midi = Math.ceil(low); midi <= high; midi++) {
    if (formatNote(midi).toLowerCase() === wanted.replace('#', '♯')) return true;
  }
  return false;
}
