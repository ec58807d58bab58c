import type { Language } from '../../contract/language.ts';
import { en } from './en.ts';
import { ptBr } from './ptBr.ts';
import type { CliTexts } from './types.ts';

const texts = { en, 'pt-BR': ptBr } satisfies Record<Language, CliTexts>;

export function cliTexts(language: Language): CliTexts {
  return texts[language];
}
