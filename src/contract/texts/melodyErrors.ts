import type { ErrorDetails } from '../errors.ts';
import { formatNumber, type Language } from '../language.ts';
import { melodyDamageText, notAMelodyText, planFaultText, presetFaultText } from './melodyTexts.ts';
import type { ErrorText, TextFor } from './text.ts';

type MelodyErrorCode =
  | 'MELODY_DAMAGED'
  | 'MELODY_EMPTY'
  | 'NOT_A_MELODY'
  | 'MELODY_TRACK_UNKNOWN'
  | 'MELODY_TOO_LONG'
  | 'MELODY_UNKNOWN'
  | 'MELODY_MISSING'
  | 'NOTES_UNREADABLE'
  | 'TOO_MANY_NOTES'
  | 'NO_SYLLABLES'
  | 'GUIDE_WITHOUT_NOTES'
  | 'PLAN_INVALID'
  | 'PLAN_OTHER_RECORDING'
  | 'PLAN_MISSING'
  | 'PRESET_UNKNOWN'
  | 'PRESET_INVALID'
  | 'PRESET_IS_BUILT_IN';

export const melodyErrorTexts: { readonly [C in MelodyErrorCode]: TextFor<ErrorDetails[C], ErrorText> } = {
  MELODY_DAMAGED: {
    en: ({ file, reason, item }) => ({
      title: `${named(file, 'en')} could not be read as a melody.`,
      hint: `${withItem(melodyDamageText(reason).en, item)}. Export it again from the program it came from.`,
    }),
    'pt-BR': ({ file, reason, item }) => ({
      title: `${named(file, 'pt-BR')} não pôde ser lido como melodia.`,
      hint: `${withItem(melodyDamageText(reason)['pt-BR'], item)}. Exporte de novo do programa de onde veio.`,
    }),
  },
  MELODY_EMPTY: {
    en: ({ file }) => ({
      title: `${named(file, 'en')} holds no notes.`,
      hint: 'There is no melody to sing. Choose a file with notes; drums do not count.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${named(file, 'pt-BR')} não contém notas.`,
      hint: 'Não há melodia para cantar. Escolha um arquivo com notas; bateria não conta.',
    }),
  },
  NOT_A_MELODY: {
    en: ({ file, kind }) => ({
      title: `${notAMelodyText(kind).en} (${file})`,
      hint: 'A melody is a MIDI or MusicXML file, notes as text, or a recording that is hummed or sung.',
    }),
    'pt-BR': ({ file, kind }) => ({
      title: `${notAMelodyText(kind)['pt-BR']} (${file})`,
      hint: 'Uma melodia é um arquivo MIDI ou MusicXML, notas em texto, ou uma gravação cantarolada ou cantada.',
    }),
  },
  MELODY_TRACK_UNKNOWN: {
    en: ({ file, track, known }) => ({
      title: `${file} has no track ${String(track)} with notes.`,
      hint: `It has: ${known}. Without a choice, the one most like a melody is taken.`,
    }),
    'pt-BR': ({ file, track, known }) => ({
      title: `${file} não tem trilha ${String(track)} com notas.`,
      hint: `Ele tem: ${known}. Sem escolha, é usada a que mais parece melodia.`,
    }),
  },
  MELODY_TOO_LONG: {
    en: ({ file, what, found, limit }) => ({
      title: `${named(file, 'en')} is too long for a melody.`,
      hint: `It has ${amount(what, found, 'en')}; the limit is ${amount(what, limit, 'en')}. Cut it in parts.`,
    }),
    'pt-BR': ({ file, what, found, limit }) => ({
      title: `${named(file, 'pt-BR')} é longo demais para uma melodia.`,
      hint: `Ele tem ${amount(what, found, 'pt-BR')}; o limite é ${amount(what, limit, 'pt-BR')}. Corte-o em partes.`,
    }),
  },
  MELODY_UNKNOWN: {
    en: ({ id }) => ({
      title: 'This melody is no longer in the library.',
      hint: `Open its file again (melody ${shortId(id)}).`,
    }),
    'pt-BR': ({ id }) => ({
      title: 'Esta melodia não está mais na biblioteca.',
      hint: `Abra o arquivo dela de novo (melodia ${shortId(id)}).`,
    }),
  },
  MELODY_MISSING: {
    en: () => ({
      title: 'There is no melody to follow yet.',
      hint: 'Give a MIDI or MusicXML file, typed notes, or a hummed recording; or choose another mode.',
    }),
    'pt-BR': () => ({
      title: 'Ainda não há melodia para seguir.',
      hint: 'Dê um arquivo MIDI ou MusicXML, notas digitadas ou uma gravação cantarolada; ou escolha outro modo.',
    }),
  },
  NOTES_UNREADABLE: {
    en: ({ part, position }) => ({
      title: `“${part}” could not be read as a note.`,
      hint: `It is word ${formatNumber(position, 'en')}. Notes are written like C4:1 E4:1 G4:2, with R for a rest.`,
    }),
    'pt-BR': ({ part, position }) => ({
      title: `Não foi possível ler “${part}” como nota.`,
      hint: `É a palavra ${formatNumber(position, 'pt-BR')}. Notas são escritas assim: C4:1 E4:1 G4:2, com R para pausa.`,
    }),
  },
  TOO_MANY_NOTES: {
    en: ({ notes, syllables, most }) => ({
      title: `The words are too few for this melody: ${count(syllables, 'syllable', 'en')} for ${count(notes, 'note', 'en')}.`,
      hint: `These words reach ${count(most, 'note', 'en')} at most. Record more words, or choose a shorter melody.`,
    }),
    'pt-BR': ({ notes, syllables, most }) => ({
      title: `As palavras são poucas para esta melodia: ${count(syllables, 'syllable', 'pt-BR')} para ${count(notes, 'note', 'pt-BR')}.`,
      hint: `Estas palavras alcançam no máximo ${count(most, 'note', 'pt-BR')}. Grave mais palavras ou escolha uma melodia mais curta.`,
    }),
  },
  NO_SYLLABLES: {
    en: ({ file }) => ({
      title: `No syllables were found in ${file}.`,
      hint: 'A melody needs spoken or sung words to lay on its notes. Choose a recording of a voice.',
    }),
    'pt-BR': ({ file }) => ({
      title: `Nenhuma sílaba foi encontrada em ${file}.`,
      hint: 'Uma melodia precisa de palavras faladas ou cantadas para as notas. Escolha a gravação de uma voz.',
    }),
  },
  GUIDE_WITHOUT_NOTES: {
    en: ({ file }) => ({
      title: `No notes were found in ${file}.`,
      hint: 'Hum or sing one note after another, close to the microphone and without music, and record again.',
    }),
    'pt-BR': ({ file }) => ({
      title: `Nenhuma nota foi encontrada em ${file}.`,
      hint: 'Cantarole ou cante uma nota após a outra, perto do microfone e sem música, e grave de novo.',
    }),
  },
  PLAN_INVALID: {
    en: ({ file, path, reason }) => ({
      title: `${file} is not a plan that can be sung.`,
      hint: `${path === '' ? 'The file' : path}: ${planFaultText(reason).en}. Correct it, or write a new plan.`,
    }),
    'pt-BR': ({ file, path, reason }) => ({
      title: `${file} não é um plano que se possa cantar.`,
      hint: `${path === '' ? 'O arquivo' : path}: ${planFaultText(reason)['pt-BR']}. Corrija ou escreva um plano novo.`,
    }),
  },
  PLAN_OTHER_RECORDING: {
    en: ({ file }) => ({
      title: `${file} was made for another recording.`,
      hint: 'A plan points into one recording. Choose that recording, or make a new plan for this one.',
    }),
    'pt-BR': ({ file }) => ({
      title: `${file} foi feito para outra gravação.`,
      hint: 'Um plano aponta para uma gravação. Escolha aquela gravação ou faça um plano novo para esta.',
    }),
  },
  PLAN_MISSING: {
    en: ({ id }) => ({
      title: 'This take has no plan.',
      hint: `Only takes that follow a melody have one, once their notes are laid (take ${id}).`,
    }),
    'pt-BR': ({ id }) => ({
      title: 'Esta tomada não tem plano.',
      hint: `Só tomadas que seguem uma melodia têm, depois que as notas são distribuídas (tomada ${id}).`,
    }),
  },
  PRESET_UNKNOWN: {
    en: ({ preset }) => ({
      title: `There is no preset “${preset}”.`,
      hint: 'Choose one from the list of presets; it may have been renamed or removed.',
    }),
    'pt-BR': ({ preset }) => ({
      title: `Não há predefinição “${preset}”.`,
      hint: 'Escolha uma da lista de predefinições; ela pode ter sido renomeada ou removida.',
    }),
  },
  PRESET_INVALID: {
    en: ({ reason, item }) => ({
      title: 'This preset cannot be used.',
      hint: `${withItem(presetFaultText(reason).en, item)}. Nothing was added.`,
    }),
    'pt-BR': ({ reason, item }) => ({
      title: 'Esta predefinição não pode ser usada.',
      hint: `${withItem(presetFaultText(reason)['pt-BR'], item)}. Nada foi adicionado.`,
    }),
  },
  PRESET_IS_BUILT_IN: {
    en: ({ preset }) => ({
      title: `“${preset}” came with Cantado and stays.`,
      hint: 'Save it under a name of your own to change it.',
    }),
    'pt-BR': ({ preset }) => ({
      title: `“${preset}” veio com o Cantado e permanece.`,
      hint: 'Salve-a com um nome seu para alterá-la.',
    }),
  },
};

const countWords = {
  note: { en: ['note', 'notes'], 'pt-BR': ['nota', 'notas'] },
  syllable: { en: ['syllable', 'syllables'], 'pt-BR': ['sílaba', 'sílabas'] },
} as const satisfies Record<string, Readonly<Record<Language, readonly [string, string]>>>;

function count(value: number, what: keyof typeof countWords, language: Language): string {
  const [one, many] = countWords[what][language];
  return `${formatNumber(value, language)} ${value === 1 ? one : many}`;
}

/** Of what a melody has too much: notes, or seconds. */
function amount(what: string, value: number, language: Language): string {
  return what === 'notes' ? count(value, 'note', language) : `${formatNumber(value / 3600, language, 1)} h`;
}

/** Typed notes have no file. */
function named(file: string, language: Language): string {
  if (file !== '') return file;
  return language === 'en' ? 'What was typed' : 'O que foi digitado';
}

function withItem(clause: string, item: string): string {
  return item === '' ? clause : `${clause} (${item})`;
}

/** As much of a hash as a person can compare. */
function shortId(id: string): string {
  return id.slice(0, 8);
}
