import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import { showTake } from '../queue/showTake.ts';
import { queryKeys } from '../session/queries.ts';
import { usePlace } from '../window/placeStore.ts';
import { voiceName } from './recipeText.ts';
import { momentText } from './timeText.ts';
import { useWording } from './useWording.ts';

const mostRecent = 5;

/** The latest takes, each a way back to it; nothing where none was made. */
export function RecentTakes(): ReactElement | null {
  const { t } = useTranslation();
  const { call } = useTransport();
  const words = useWording();
  const { data } = useQuery({
    queryKey: queryKeys.recentTakes,
    queryFn: () => call('takes.history', { limit: mostRecent }),
  });
  if (!data || data.entries.length === 0) return null;
  return (
    <div className="recent">
      <h2 className="small t3">{t('history.recent')}</h2>
      <ul>
        {data.entries.map((entry) => (
          <li key={entry.id}>
            <PushButton kind="quiet" onPress={() => showTake(entry.recordingId, entry.id)}>
              <span className="ell">{t('history.take', { name: entry.recordingName, number: entry.number })}</span>
              <span className="t3 nw">
                {[
                  voiceName(entry.voiceId, words),
                  ...(entry.status === 'completed'
                    ? []
                    : [entry.status === 'processing' ? t('queue.running') : t(`queue.${entry.status}`)]),
                  momentText(entry.endedAt ?? entry.createdAt, words.language),
                ].join(', ')}
              </span>
            </PushButton>
          </li>
        ))}
      </ul>
      {data.total > mostRecent && (
        <PushButton kind="quiet" onPress={() => usePlace.getState().openQueue('history')}>
          {t('history.all')}
        </PushButton>
      )}
    </div>
  );
}
