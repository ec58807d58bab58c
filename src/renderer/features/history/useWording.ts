import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../../language/i18n.ts';
import { useUnits } from '../deck/useUnits.ts';
import { useLibrary } from '../session/useStart.ts';
import type { Wording } from './recipeText.ts';

/** What texts about settings are made with, in the language of the window. */
export function useWording(): Wording {
  const { t } = useTranslation();
  const language = useLanguage();
  const { catalog, voices } = useLibrary();
  const units = useUnits();
  const unitsText = JSON.stringify(units);
  return useMemo(
    () => ({ catalog, voices, language, units: JSON.parse(unitsText) as typeof units, t }),
    [catalog, voices, language, unitsText, t],
  );
}
