import { useTranslation } from 'react-i18next';
import type { Units } from './valueText.ts';

/** Units as they are written in the language of the window. */
export function useUnits(): Units {
  const { t } = useTranslation();
  return {
    st: t('unit.st'),
    ms: t('unit.ms'),
    dB: t('unit.dB'),
    LUFS: t('unit.LUFS'),
    cents: t('unit.cents'),
    Hz: t('unit.Hz'),
    bpm: t('unit.bpm'),
  };
}
