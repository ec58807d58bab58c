import type { ErrorDetails } from '../errors.ts';
import { inputFaults, type InputFault } from '../inputFaults.ts';
import type { Language } from '../language.ts';

type Texts = Readonly<Record<Language, (wanted: string) => string>>;

/** A clause without its full stop, behind the name of what is wrong; `wanted` reads as the language writes it. */
const inputFaultTexts: Readonly<Record<InputFault, Texts>> = {
  missing: { en: () => 'is missing', 'pt-BR': () => 'está faltando' },
  unknown: { en: () => 'is not known here', 'pt-BR': () => 'não é conhecido aqui' },
  'not-text': { en: () => 'must be text', 'pt-BR': () => 'precisa ser um texto' },
  'not-a-number': { en: () => 'must be a number', 'pt-BR': () => 'precisa ser um número' },
  'not-a-whole-number': { en: () => 'must be a whole number', 'pt-BR': () => 'precisa ser um número inteiro' },
  'not-true-or-false': { en: () => 'must be true or false', 'pt-BR': () => 'precisa ser true ou false' },
  'not-a-list': { en: () => 'must be a list', 'pt-BR': () => 'precisa ser uma lista' },
  'not-an-object': { en: () => 'must be an object with fields', 'pt-BR': () => 'precisa ser um objeto com campos' },
  'not-a-uuid': { en: () => 'must be a UUID', 'pt-BR': () => 'precisa ser um UUID' },
  'other-form': { en: () => 'has another form than is asked for', 'pt-BR': () => 'não tem a forma pedida' },
  'not-one-of': {
    en: (wanted) => `must be ${anyOf(wanted, 'en')}`,
    'pt-BR': (wanted) => `precisa ser ${anyOf(wanted, 'pt-BR')}`,
  },
  'other-braces': {
    en: (wanted) => `may hold in braces only ${anyOf(wanted, 'en')}`,
    'pt-BR': (wanted) => `só pode ter entre chaves ${anyOf(wanted, 'pt-BR')}`,
  },
  'too-long': {
    en: (wanted) => `must have ${wanted} characters at most`,
    'pt-BR': (wanted) => `pode ter no máximo ${wanted} caracteres`,
  },
  'too-short': {
    en: (wanted) => `is too short; fewest characters: ${wanted}`,
    'pt-BR': (wanted) => `é curto demais; mínimo de caracteres: ${wanted}`,
  },
  'too-many': {
    en: (wanted) => `has too many entries; most: ${wanted}`,
    'pt-BR': (wanted) => `tem itens demais; máximo: ${wanted}`,
  },
  'too-few': {
    en: (wanted) => `has too few entries; fewest: ${wanted}`,
    'pt-BR': (wanted) => `tem itens de menos; mínimo: ${wanted}`,
  },
  'too-large': { en: (wanted) => `must be ${wanted} at most`, 'pt-BR': (wanted) => `pode ser no máximo ${wanted}` },
  'too-small': { en: (wanted) => `must be ${wanted} at least`, 'pt-BR': (wanted) => `precisa ser no mínimo ${wanted}` },
  'not-as-many': {
    en: (wanted) => `must have as many entries as ${wanted}`,
    'pt-BR': (wanted) => `precisa ter tantos itens quanto ${wanted}`,
  },
  'misplaced-file': {
    en: (wanted) => `no file belongs there, only in ${wanted}`,
    'pt-BR': (wanted) => `não recebe arquivo, só ${wanted}`,
  },
  'too-much-json': {
    en: (wanted) => `may have ${wanted} MB of JSON at most`,
    'pt-BR': (wanted) => `pode ter no máximo ${wanted} MB de JSON`,
  },
  'not-a-key': {
    en: () => 'must be 1 to 255 printable ASCII characters',
    'pt-BR': () => 'precisa ter de 1 a 255 caracteres ASCII visíveis',
  },
  nul: { en: () => 'holds a NUL character', 'pt-BR': () => 'contém um caractere NUL' },
  'folder-in-name': { en: () => 'must be a name without folders', 'pt-BR': () => 'precisa ser um nome sem pastas' },
  'relative-path': {
    en: () => 'must be a whole path, because the program does not know which folder you are in',
    'pt-BR': () => 'precisa ser um caminho completo, porque o programa não sabe em que pasta você está',
  },
  'too-deep': { en: () => 'has too many things within things', 'pt-BR': () => 'tem níveis demais, um dentro do outro' },
  stopped: { en: () => 'the request stopped half way', 'pt-BR': () => 'o pedido parou no meio' },
  'no-file': { en: () => 'a file is missing', 'pt-BR': () => 'falta um arquivo' },
  twice: { en: () => 'is there twice', 'pt-BR': () => 'aparece duas vezes' },
  'field-too-long': { en: () => 'a field is too long', 'pt-BR': () => 'um campo é longo demais' },
  'too-many-parts': { en: () => 'has too many parts', 'pt-BR': () => 'tem partes demais' },
  'no-boundary': { en: () => 'its boundary is missing', 'pt-BR': () => 'falta o delimitador (boundary)' },
  'not-a-form': { en: () => 'broke off, or is not a form', 'pt-BR': () => 'foi interrompido ou não é um formulário' },
  'not-built-in': { en: () => 'must be a built-in voice', 'pt-BR': () => 'precisa ser uma voz que vem com o programa' },
  'not-imported': { en: () => 'must be an imported voice', 'pt-BR': () => 'precisa ser uma voz importada' },
  said: { en: (wanted) => wanted, 'pt-BR': (wanted) => wanted },
};

/** A clause without its full stop. A word of another version of the program says no more than that. */
export function inputFaultText(
  { reason, wanted = '' }: Omit<ErrorDetails['INVALID_INPUT'], 'path'>,
  language: Language,
): string {
  const fault = inputFaults.find((known) => known === reason) ?? 'other-form';
  return inputFaultTexts[fault][language](
    typeof wanted === 'number' ? new Intl.NumberFormat(language).format(wanted) : wanted,
  );
}

/** Words with commas between them, as a choice of one. */
function anyOf(wanted: string, language: Language): string {
  return new Intl.ListFormat(language, { type: 'disjunction' }).format(wanted.split(', '));
}
