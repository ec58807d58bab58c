import { useQuery } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry, RecipeDifference } from '../../../contract/history.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import { PlayerContext, usePlayer } from '../playback/usePlayer.ts';
import { usePlayerElements } from '../playback/usePlayerElements.ts';
import { queryKeys } from '../session/queries.ts';
import { CompareListen } from './CompareListen.tsx';
import { differenceText } from './differenceText.ts';
import { useHistoryView } from './historyStore.ts';
import { useWording } from './useWording.ts';

type ComparePanelProps = { readonly first: HistoryEntry; readonly second: HistoryEntry };

function hasSound(entry: HistoryEntry): boolean {
  return entry.status === 'completed' && entry.purgedAt === null;
}

function Differences(props: ComparePanelProps & { readonly differences: readonly RecipeDifference[] }): ReactElement {
  const { first, second, differences } = props;
  const { t } = useTranslation();
  const words = useWording();
  if (differences.length === 0) return <p className="t2 hint">{t('history.compareSame')}</p>;
  return (
    <table className="differs">
      <thead>
        <tr>
          <th scope="col">{t('history.differs')}</th>
          <th scope="col">{t('history.takeColumn', { number: first.number })}</th>
          <th scope="col">{t('history.takeColumn', { number: second.number })}</th>
        </tr>
      </thead>
      <tbody>
        {differences.map((difference) => {
          const text = differenceText(difference, first.recipe, second.recipe, words);
          return (
            <tr key={difference.what}>
              <th scope="row">{text.label}</th>
              <td className="selectable">{text.first}</td>
              <td className="selectable">{text.second}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

/** Two takes of one recording side by side: what differs, and both at one position to hear. */
export function ComparePanel({ first, second }: ComparePanelProps): ReactElement {
  const { t } = useTranslation();
  const { call } = useTransport();
  const outer = usePlayer();
  const own = usePlayerElements();
  useEffect(() => outer.pause(), [outer]);
  const { data, error } = useQuery({
    queryKey: queryKeys.comparison(first.id, second.id),
    queryFn: () => call('takes.compare', { first: first.id, second: second.id }),
  });
  const title = t('history.compareTitle', {
    name: first.recordingName,
    first: first.number,
    second: second.number,
  });
  return (
    <div className="compare jobs">
      <div className="row">
        <h3 className="lead grow ell">{title}</h3>
        <PushButton kind="quiet" takesFocus onPress={() => useHistoryView.getState().compare(null)}>
          {t('history.compareClose')}
        </PushButton>
      </div>
      {hasSound(first) && hasSound(second) ? (
        <PlayerContext value={own}>
          <CompareListen first={first} second={second} />
        </PlayerContext>
      ) : (
        <p className="t2 hint">{t('history.cannotListen')}</p>
      )}
      {error && <FaultLine fault={envelopeOf(error)} />}
      {data && <Differences first={first} second={second} differences={data.differences} />}
    </div>
  );
}
