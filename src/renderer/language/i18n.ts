import i18next, { type i18n } from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import { languageFromTag, type Language } from '../../contract/language.ts';
import { en, type Texts } from './en.ts';
import { ptBr } from './ptBr.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof en };
  }
}

const resources: Readonly<Record<Language, { readonly translation: Texts }>> = {
  en: { translation: en },
  'pt-BR': { translation: ptBr },
};

/** The window's texts, bundled; starts in the system's language. */
export function createI18n(systemTag: string): i18n {
  const instance = i18next.createInstance();
  void instance.use(initReactI18next).init({
    resources,
    lng: languageFromTag(systemTag),
    fallbackLng: 'en',
    supportedLngs: ['en', 'pt-BR'],
    initAsync: false,
    interpolation: { escapeValue: false },
  });
  return instance;
}

/** The language the window speaks now. */
export function useLanguage(): Language {
  const { i18n: instance } = useTranslation();
  return languageFromTag(instance.language);
}
