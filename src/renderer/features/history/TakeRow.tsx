import { memo, useState, type ReactElement } from 'react';
import type { HistoryEntry } from '../../../contract/history.ts';
import { FoldButton } from '../../components/FoldButton.tsx';
import { Icon } from '../../components/Icon.tsx';
import type { FoldProps } from '../../components/VirtualRows.tsx';
import { useDrawer } from '../queue/drawerStore.ts';
import { RecipeDetails } from './RecipeDetails.tsx';
import { recipeLine, type Wording } from './recipeText.ts';
import { TakeButtons } from './TakeButtons.tsx';
import { whenText } from './timeText.ts';
import type { TakeActions } from './useTakeActions.ts';

type TakeRowProps = {
  readonly entry: HistoryEntry;
  readonly fold: FoldProps;
  readonly actions: TakeActions;
  readonly words: Wording;
};

function Marker({ status }: Pick<HistoryEntry, 'status'>): ReactElement {
  switch (status) {
    case 'completed':
      return (
        <span className="t2">
          <Icon name="check" />
        </span>
      );
    case 'failed':
      return (
        <span className="alarm">
          <Icon name="alarm" />
        </span>
      );
    case 'cancelled':
      return (
        <span className="t3">
          <Icon name="dash" />
        </span>
      );
    case 'queued':
      return <span className="dot ring" />;
    case 'processing':
      return <span className="dot on" />;
  }
}

/** A take: of what, how it was made, when; open, what can be done with it. */
export const TakeRow = memo(function TakeRow({ entry, fold, actions, words }: TakeRowProps): ReactElement {
  const { t } = words;
  const isOpen = useDrawer((drawer) => drawer.openRow === entry.id);
  const [isRecipeOpen, setRecipeOpen] = useState(false);
  const { status } = entry;
  const when = whenText(entry, words.language, t);
  return (
    <div className="job take">
      <Marker status={status} />
      <FoldButton fold={fold} isOpen={isOpen} onToggle={() => useDrawer.getState().toggleRow(entry.id)}>
        {actions.nameOf(entry)}
        {entry.isStarred && (
          <>
            <Icon name="star" />
            <span className="sr">{t('history.isStarred')}</span>
          </>
        )}
      </FoldButton>
      <div className="small t2 nw">
        {status === 'failed' || status === 'cancelled' ? (
          <>
            <span className={status === 'failed' ? 'alarm' : ''}>{t(`queue.${status}`)}</span>, {when}
          </>
        ) : status === 'processing' ? (
          t('queue.running')
        ) : status === 'queued' ? (
          t('queue.queued')
        ) : (
          when
        )}
      </div>
      <div className="rec">{recipeLine(entry.voiceId, entry.recipe.settings, entry.exportFormat, words)}</div>
      {isOpen && (
        <>
          {entry.purgedAt !== null && <p className="rec t2">{t('history.purged')}</p>}
          {entry.outputPath !== null && !actions.canReveal && (
            <p className="rec path selectable">{t('history.savedAs', { path: entry.outputPath })}</p>
          )}
          <TakeButtons
            entry={entry}
            actions={actions}
            isRecipeOpen={isRecipeOpen}
            onRecipe={() => setRecipeOpen(!isRecipeOpen)}
          />
          {isRecipeOpen && <RecipeDetails entry={entry} />}
        </>
      )}
    </div>
  );
});
