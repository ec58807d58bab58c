import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { binDays } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useVoiceActions } from './useVoiceActions.ts';
import { useVoicesState } from './voicesStore.ts';

/** A voice went into the bin: where it is, and the way back. */
export function RemovedStrip(): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { restore } = useVoiceActions();
  const { removed, setRemoved } = useVoicesState();
  if (!removed) return null;
  const { voice, wasChosen } = removed;
  return (
    <div className="strip" role="status">
      <Icon name="bin" />
      <span className="grow said">{t('voices.removed', { voice: voice.name[language], days: binDays })}</span>
      <PushButton onPress={() => restore(voice, wasChosen)}>{t('voices.undo')}</PushButton>
      <PushButton kind="quiet" size="square" label={t('error.dismiss')} onPress={() => setRemoved(null)}>
        <Icon name="close" />
      </PushButton>
    </div>
  );
}
