import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { useHistoryView } from './historyStore.ts';
import type { TakeActions } from './useTakeActions.ts';

type TakeButtonsProps = {
  readonly entry: HistoryEntry;
  readonly actions: TakeActions;
  readonly isRecipeOpen: boolean;
  readonly onRecipe: () => void;
};

/** What can be done with a take, or with one in the bin. */
export function TakeButtons({ entry, actions, isRecipeOpen, onRecipe }: TakeButtonsProps): ReactElement {
  const { t } = useTranslation();
  const comparing = useHistoryView((view) => view.comparing);
  const { compare } = useHistoryView.getState();
  const hasSound = entry.status === 'completed' && entry.purgedAt === null;
  const path = entry.outputPath;
  const recipe = (
    <PushButton kind="quiet" isExpanded={isRecipeOpen} onPress={onRecipe}>
      {t('history.recipe')}
    </PushButton>
  );
  if (entry.removedAt !== null) {
    return (
      <div className="acts">
        <PushButton onPress={() => actions.restore(entry.id, actions.nameOf(entry))}>
          {t('history.bringBack')}
        </PushButton>
        {recipe}
      </div>
    );
  }
  const candidate = comparing?.second === null ? comparing.first : null;
  const canBeSecond = candidate !== null && candidate.recordingId === entry.recordingId && candidate.id !== entry.id;
  return (
    <div className="acts">
      {canBeSecond && (
        <PushButton onPress={() => compare({ first: candidate, second: entry })}>{t('history.compareWith')}</PushButton>
      )}
      {hasSound && (
        <PushButton kind="quiet" onPress={() => actions.play(entry)}>
          {t('history.play')}
        </PushButton>
      )}
      <PushButton kind="quiet" onPress={() => actions.show(entry)}>
        {t('history.show')}
      </PushButton>
      <PushButton kind="quiet" onPress={() => actions.again(entry)}>
        {t('history.again')}
      </PushButton>
      <PushButton kind="quiet" onPress={() => actions.load(entry)}>
        {t('history.load')}
      </PushButton>
      {recipe}
      {candidate === null && (
        <PushButton kind="quiet" onPress={() => compare({ first: entry, second: null })}>
          {t('history.compare')}
        </PushButton>
      )}
      {path !== null && actions.canReveal && (
        <PushButton kind="quiet" onPress={() => actions.reveal(path)}>
          {t('history.reveal')}
        </PushButton>
      )}
      <PushButton kind="quiet" onPress={() => actions.star(entry)}>
        {t(entry.isStarred ? 'history.unstar' : 'history.star')}
      </PushButton>
      <PushButton kind="quiet" onPress={() => actions.remove(entry)}>
        {t('history.remove')}
      </PushButton>
    </div>
  );
}
