import type { LocalisedText } from '../language.ts';
import type { Voice } from '../voices.ts';
import type { SettingDescriptor, VoiceNeed } from './descriptors.ts';

/** Built-in voices have no passport; all of them sing the pitch they are told. */
const isMet: Readonly<Record<VoiceNeed, (passport: Voice['passport']) => boolean>> = {
  index: (passport) => (passport?.index ?? null) !== null,
  pitch: (passport) => passport?.hasPitch ?? true,
  speakers: (passport) => (passport?.speakerCount ?? 1) > 1,
};

/** The same words in the deck and at the command line. */
const lacks: Readonly<Record<VoiceNeed, LocalisedText>> = {
  index: {
    en: 'This voice came without an index, so this changes nothing.',
    'pt-BR': 'Esta voz veio sem índice, então isto não muda nada.',
  },
  pitch: {
    en: 'This voice was trained without pitch and finds its own, so this changes nothing.',
    'pt-BR': 'Esta voz foi treinada sem altura e encontra a sua própria, então isto não muda nada.',
  },
  speakers: {
    en: 'This voice holds one singer, so this changes nothing.',
    'pt-BR': 'Esta voz tem um só cantor, então isto não muda nada.',
  },
};

/** Why a setting changes nothing in a voice; null where it is heard. */
export function lackOf(setting: SettingDescriptor, { passport }: Pick<Voice, 'passport'>): LocalisedText | null {
  const lack = setting.needs?.find((need) => !isMet[need](passport));
  return lack === undefined ? null : lacks[lack];
}
