import type { LocalisedText } from '../language.ts';
import { melodyDamages, type MelodyDamage } from '../melodies.ts';
import { planFaults, type PlanFault } from '../melody/planFaults.ts';
import { presetFaults, type PresetFault } from '../presets.ts';
import { fileKinds, type FileKind } from '../voiceFiles.ts';

/** What a file is instead of notes, as the start of a sentence. */
const kindTexts = {
  picture: { en: 'This is a picture', 'pt-BR': 'Isto é uma imagem' },
  'web-page': { en: 'This is a web page', 'pt-BR': 'Isto é uma página da web' },
  archive: { en: 'This is an archive without a melody', 'pt-BR': 'Isto é um arquivo compactado sem melodia' },
  sound: {
    en: 'This is a sound recording: open it as a guide or a hum',
    'pt-BR': 'Isto é uma gravação de som: abra-a como guia ou cantarolar',
  },
  text: { en: 'This text holds no notes', 'pt-BR': 'Este texto não contém notas' },
  empty: { en: 'This file is empty', 'pt-BR': 'Este arquivo está vazio' },
  unknown: { en: 'This is not a melody', 'pt-BR': 'Isto não é uma melodia' },
} as const satisfies Partial<Record<FileKind, LocalisedText>>;

const damageTexts = {
  'cut-off': { en: 'It ends before it should', 'pt-BR': 'Ele termina antes da hora' },
  'bad-structure': { en: 'It is not built as it should be', 'pt-BR': 'Ele não é construído como deveria' },
  'bad-number': { en: 'A number in it makes no sense', 'pt-BR': 'Um número nele não faz sentido' },
  'too-large': {
    en: 'A part of it is larger than any melody needs',
    'pt-BR': 'Uma parte é maior do que qualquer melodia precisa',
  },
  archive: { en: 'It is packed in a damaged archive', 'pt-BR': 'Ele está em um arquivo compactado danificado' },
  encoding: { en: 'Its text is not Unicode', 'pt-BR': 'Seu texto não está em Unicode' },
  'independent-patterns': {
    en: 'It is MIDI of format 2, whose patterns have no common time; save it as format 0 or 1',
    'pt-BR': 'É MIDI de formato 2, cujos padrões não têm tempo comum; salve-o no formato 0 ou 1',
  },
  repeats: { en: 'Its repeats contradict one another', 'pt-BR': 'Suas repetições se contradizem' },
} as const satisfies Record<MelodyDamage, LocalisedText>;

const planFaultTexts = {
  'not-json': { en: 'this is not readable as JSON', 'pt-BR': 'não é legível como JSON' },
  'not-a-plan': { en: 'this is not a plan of Cantado', 'pt-BR': 'não é um plano do Cantado' },
  'later-version': {
    en: 'it was written by a later version of Cantado',
    'pt-BR': 'foi escrito por uma versão mais nova do Cantado',
  },
  shape: {
    en: 'a value is missing, of another kind or out of range',
    'pt-BR': 'um valor está faltando, é de outro tipo ou está fora da faixa',
  },
  order: { en: 'the times are not in order', 'pt-BR': 'os tempos não estão em ordem' },
  overlap: { en: 'it overlaps the one before', 'pt-BR': 'sobrepõe o anterior' },
  'outside-recording': { en: 'it lies outside the recording', 'pt-BR': 'fica fora da gravação' },
  'outside-take': { en: 'it lies outside the take', 'pt-BR': 'fica fora da tomada' },
  'no-such-syllable': { en: 'there is no such syllable', 'pt-BR': 'não existe essa sílaba' },
  'other-length': {
    en: 'it has another number of values than the length asks for',
    'pt-BR': 'tem outra quantidade de valores do que a duração pede',
  },
} as const satisfies Record<PlanFault, LocalisedText>;

const presetFaultTexts = {
  'not-a-preset': { en: 'The text is not a preset of Cantado', 'pt-BR': 'O texto não é uma predefinição do Cantado' },
  'later-version': {
    en: 'It was made by a later version of Cantado',
    'pt-BR': 'Foi feita por uma versão mais nova do Cantado',
  },
  empty: { en: 'It changes no setting', 'pt-BR': 'Ela não altera nenhum ajuste' },
  setting: {
    en: 'It holds a setting that is not known here',
    'pt-BR': 'Ela contém um ajuste que não é conhecido aqui',
  },
  value: {
    en: 'It holds a value that its setting does not accept',
    'pt-BR': 'Ela contém um valor que o ajuste não aceita',
  },
  'too-many': {
    en: 'There are as many presets as there can be',
    'pt-BR': 'Já existem tantas predefinições quanto cabem',
  },
} as const satisfies Record<PresetFault, LocalisedText>;

/** Words of another version of the program read as the nearest that is known. */
export function notAMelodyText(kind: string): LocalisedText {
  const texts: Partial<Record<FileKind, LocalisedText>> = kindTexts;
  const known = fileKinds.find((one) => one === kind) ?? 'unknown';
  return texts[known] ?? kindTexts.unknown;
}

/** A clause without its full stop, for what is wrong inside a file of notes. */
export function melodyDamageText(reason: string): LocalisedText {
  return damageTexts[melodyDamages.find((known) => known === reason) ?? 'bad-structure'];
}

/** A clause without its full stop, for what is wrong at a place of a plan. */
export function planFaultText(reason: string): LocalisedText {
  return planFaultTexts[planFaults.find((known) => known === reason) ?? 'shape'];
}

/** A clause without its full stop, for why a preset is refused. */
export function presetFaultText(reason: string): LocalisedText {
  return presetFaultTexts[presetFaults.find((known) => known === reason) ?? 'not-a-preset'];
}
