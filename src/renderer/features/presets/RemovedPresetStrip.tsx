import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useSession } from '../session/sessionStore.ts';
import { usePresetsState } from './presetsStore.ts';
import { usePresetActions } from './usePresets.ts';

/** A preset was removed: the way back. */
export function RemovedPresetStrip(): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { removed, setRemoved } = usePresetsState();
  const { save } = usePresetActions();
  if (!removed) return null;
  const undo = async (): Promise<void> => {
    const outcome = await save(removed.name[language], removed.settings);
    if (outcome.isDone) setRemoved(null);
    else useSession.getState().setProblem({ envelope: outcome.error, file: null, again: () => void undo() });
  };
  return (
    <div className="strip" role="status">
      <Icon name="bin" />
      <span className="grow said">{t('presets.removed', { name: removed.name[language] })}</span>
      <PushButton onPress={() => void undo()}>{t('presets.undo')}</PushButton>
      <PushButton kind="quiet" size="square" label={t('error.dismiss')} onPress={() => setRemoved(null)}>
        <Icon name="close" />
      </PushButton>
    </div>
  );
}
