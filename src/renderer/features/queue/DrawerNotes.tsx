import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { takeBinDays } from '../../../contract/storage.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { errorActions } from '../../errors/actions.ts';
import { useErrorText } from '../../errors/useErrorText.ts';
import { useTakeActions } from '../history/useTakeActions.ts';
import { useDrawer } from './drawerStore.ts';

/** What was done last in the drawer, with the way back where there is one; or why it did not work. */
export function DrawerNotes(): ReactElement | null {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const { note, setNote } = useDrawer();
  const { restore } = useTakeActions();
  if (!note) return null;
  const close = (
    <PushButton kind="quiet" size="square" label={t('error.dismiss')} onPress={() => setNote(null)}>
      <Icon name="close" />
    </PushButton>
  );
  if (note.kind === 'problem') {
    const { title, hint } = errorText(note.envelope);
    return (
      <div className="strip bad" role="alert">
        <Icon name="alarm" />
        <span className="grow said selectable">
          {title} {hint}
        </span>
        {errorActions[note.envelope.code] === 'tryAgain' && (
          <PushButton onPress={note.again}>{t('error.again')}</PushButton>
        )}
        {close}
      </div>
    );
  }
  return (
    <div className="strip" role="status">
      <Icon name={note.kind === 'removed' ? 'bin' : 'note'} />
      <span className="grow said">
        {note.kind === 'removed' ? t('history.removed', { name: note.name, days: takeBinDays }) : note.text}
      </span>
      {note.kind === 'removed' && (
        <PushButton takesFocus onPress={() => restore(note.takeId, note.name)}>
          {t('history.undo')}
        </PushButton>
      )}
      {close}
    </div>
  );
}
