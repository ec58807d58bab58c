import { z } from 'zod';

/** Languages every string of the program exists in. */
export const languages = ['en', 'pt-BR'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** A text that ships in every language; a missing translation does not compile. */
export type LocalisedText = Readonly<Record<Language, string>>;
export const localisedTextSchema = z.object({ en: z.string(), 'pt-BR': z.string() });

/** The language for a BCP 47 tag such as `pt_BR.UTF-8` or `en-GB`; English when unknown. */
export function languageFromTag(tag: string | undefined): Language {
  return tag?.toLowerCase().startsWith('pt') === true ? 'pt-BR' : 'en';
}

/** Number with the decimal sign of the language, e.g. `8,4` in pt-BR. */
export function formatNumber(value: number, language: Language, fractionDigits = 0): string {
  return new Intl.NumberFormat(language, {
    minimumFractionDigits: fractionDigits,
    maximumFractionDigits: fractionDigits,
  }).format(value);
}
