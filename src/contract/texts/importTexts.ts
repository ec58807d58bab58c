import type { ImportLine, ImportLineCode, ImportLineDetails } from '../imports.ts';
import { formatNumber, type Language, type LocalisedText } from '../language.ts';
import { plainDetails } from './plainWords.ts';
import type { TextFor } from './text.ts';
import { damageText, featureText } from './voiceFileTexts.ts';
import { damageReasons, unsupportedFeatures } from '../voiceFiles.ts';

const importLineTexts: { readonly [C in ImportLineCode]: TextFor<ImportLineDetails[C], string> } = {
  WEIGHTS_ONLY: {
    en: () => 'Weights only, nothing that could run',
    'pt-BR': () => 'Só pesos, nada que possa ser executado',
  },
  KNOWN_OPERATORS: {
    en: ({ count }) => `A network of ${formatNumber(count, 'en')} operators, all of them known`,
    'pt-BR': ({ count }) => `Uma rede de ${formatNumber(count, 'pt-BR')} operadores, todos conhecidos`,
  },
  VOICE_FOUND: {
    en: (found) => `RVC ${found.version}, ${kilohertz(found.sampleRate, 'en')}, ${pitchAware(found, 'en')}`,
    'pt-BR': (found) => `RVC ${found.version}, ${kilohertz(found.sampleRate, 'pt-BR')}, ${pitchAware(found, 'pt-BR')}`,
  },
  OTHER_CONTENT_MODEL: {
    en: ({ model }) => `Made with another content model (${model}); the words may come out less clear`,
    'pt-BR': ({ model }) => `Feita com outro modelo de conteúdo (${model}); as palavras podem sair menos claras`,
  },
  INDEX_MATCHES: {
    en: ({ width, vectorCount }) =>
      `Index matches: ${formatNumber(width, 'en')} dims, ${formatNumber(vectorCount, 'en')} vectors`,
    'pt-BR': ({ width, vectorCount }) =>
      `O índice combina: ${formatNumber(width, 'pt-BR')} dimensões, ${formatNumber(vectorCount, 'pt-BR')} vetores`,
  },
  INDEX_REFUSED: {
    en: ({ file, reason }) => `${file} was left out: ${indexReason(reason, 'en')}`,
    'pt-BR': ({ file, reason }) => `${file} ficou de fora: ${indexReason(reason, 'pt-BR')}`,
  },
  NO_INDEX: {
    en: () => 'No index; the voice sings without one, a little less like itself',
    'pt-BR': () => 'Sem índice; a voz canta sem ele, um pouco menos parecida',
  },
  PROVED: {
    en: ({ workSec }) => `Test phrase sung in ${formatNumber(Math.max(0.1, workSec), 'en', 1)} s, no dropouts`,
    'pt-BR': ({ workSec }) =>
      `Frase de teste cantada em ${formatNumber(Math.max(0.1, workSec), 'pt-BR', 1)} s, sem falhas`,
  },
  LICENCE_FOUND: {
    en: ({ licence }) => `Licence: ${licence}`,
    'pt-BR': ({ licence }) => `Licença: ${licence}`,
  },
  NO_LICENCE: { en: () => 'No licence inside', 'pt-BR': () => 'Sem licença dentro' },
  NOTE_KEPT: {
    en: ({ file }) => `${file} kept as a note`,
    'pt-BR': ({ file }) => `${file} guardado como anotação`,
  },
  FILE_IGNORED: {
    en: ({ file }) => `${file} is not part of the voice and was left out`,
    'pt-BR': ({ file }) => `${file} não faz parte da voz e ficou de fora`,
  },
  FILE_REFUSED: {
    en: ({ file, item }) => `${file} was refused (${item}); nothing in it was run`,
    'pt-BR': ({ file, item }) => `${file} foi recusado (${item}); nada nele foi executado`,
  },
  ALREADY_HERE: {
    en: ({ voice }) => `The same voice is in your library already: ${voice}`,
    'pt-BR': ({ voice }) => `A mesma voz já está na sua biblioteca: ${voice}`,
  },
};

/** One line of the safe-import report, without a full stop. */
export function importLineText(line: ImportLine, language: Language): string {
  const write = importLineTexts[line.code][language] as (details: ImportLine['details']) => string;
  return write(plainDetails(line.details));
}

function kilohertz(sampleRate: number, language: Language): string {
  const value = sampleRate / 1000;
  return `${formatNumber(value, language, Number.isInteger(value) ? 0 : 2)} kHz`;
}

function pitchAware({ hasPitch, speakerCount }: ImportLineDetails['VOICE_FOUND'], language: Language): string {
  const pitch = {
    en: { yes: 'pitch-aware', no: 'without pitch: it speaks on its own melody' },
    'pt-BR': { yes: 'com altura', no: 'sem altura: segue a própria melodia' },
  }[language][hasPitch];
  if (speakerCount <= 1) return pitch;
  const speakers = { en: 'speakers', 'pt-BR': 'locutores' }[language];
  return `${pitch}, ${formatNumber(speakerCount, language)} ${speakers}`;
}

/** What an error code says of an index, as a clause. */
const indexReasons: Readonly<Record<string, LocalisedText>> = {
  VOICE_FILE_UNSAFE: { en: 'it is not safe to open', 'pt-BR': 'não é seguro abri-lo' },
  VOICE_FILE_DAMAGED: { en: 'it is damaged or incomplete', 'pt-BR': 'está danificado ou incompleto' },
  VOICE_UNSUPPORTED: { en: 'it is of another kind', 'pt-BR': 'é de outro tipo' },
};
const OTHER_INDEX_REASON = {
  en: 'it does not belong to this voice',
  'pt-BR': 'não pertence a esta voz',
} as const satisfies LocalisedText;

/** The clause for an error code, a damage reason or an unsupported feature. */
function indexReason(reason: string, language: Language): string {
  const damage = damageReasons.find((known) => known === reason);
  const feature = unsupportedFeatures.find((known) => known === reason);
  const word = damage ? damageText(damage) : feature ? featureText(feature) : undefined;
  if (word) return lowerFirst(word[language]);
  return (
    (Object.hasOwn(indexReasons, reason) ? indexReasons[reason] : undefined)?.[language] ?? OTHER_INDEX_REASON[language]
  );
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
