import { useEffect, type ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import { mediaPath } from '../../../contract/media.ts';
import { Icon } from '../../components/Icon.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { useShortcuts } from '../keyboard/useShortcuts.ts';
import { nudgeSec } from '../playback/playheadMath.ts';
import { TimeDisplay } from '../playback/TimeDisplay.tsx';
import { usePlayback, usePlayer } from '../playback/usePlayer.ts';
import { usePreference } from '../preferences/usePreference.ts';
import { useTakeView } from '../takes/useTakes.ts';
import { CompareLanes } from './CompareLanes.tsx';
import { joinTimes } from './joinTimes.ts';

type CompareListenProps = { readonly first: HistoryEntry; readonly second: HistoryEntry };

/** The keys of the two lanes of Convert, for the two takes. */
function useKeys(): void {
  const player = usePlayer();
  useShortcuts(
    {
      playPause: () => player.toggle(),
      hearSpoken: () => player.hear('spoken'),
      hearSung: () => player.hear('sung'),
      back: () => player.nudge(-nudgeSec),
      forward: () => player.nudge(nudgeSec),
    },
    usePreference('areLetterKeysOn').value,
  );
}

/**
 * Two takes at one place in the words, of which one is heard. Stands below a player of its own: what is called spoken there is
 * the first take here, what is called sung the second.
 */
export function CompareListen({ first, second }: CompareListenProps): ReactElement {
  const { t } = useTranslation();
  const player = usePlayer();
  const isPlaying = usePlayback((state) => state.isPlaying);
  const heard = usePlayback((state) => state.heard);
  const firstView = useTakeView(first.id);
  const secondView = useTakeView(second.id);
  const canHear = firstView !== undefined && secondView !== undefined;
  useKeys();
  useEffect(() => {
    if (!firstView || !secondView) return;
    player.setTimes({
      spokenSec: firstView.durationSec,
      sungSec: secondView.durationSec,
      timeMap: joinTimes(firstView.timeMap, secondView.timeMap),
    });
    player.setSource('spoken', `${mediaPath.take(first.id)}?${first.status}`);
    player.setSource('sung', `${mediaPath.take(second.id)}?${second.status}`);
  }, [player, firstView, secondView, first, second]);
  const controls = (
    <div className="ab" role="group" aria-label={t('play.region')}>
      <Button
        className="play"
        aria-label={t(isPlaying ? 'play.pause' : 'play.play')}
        aria-keyshortcuts="Space"
        isDisabled={!canHear}
        onPress={() => player.toggle()}
      >
        <Icon name={isPlaying ? 'pause' : 'play'} />
      </Button>
      <TimeDisplay />
      <Segmented
        label={t('history.listen')}
        value={heard}
        onChange={(lane) => player.hear(lane)}
        segments={[
          { id: 'spoken', label: <>A&ensp;{t('history.takeColumn', { number: first.number })}</> },
          { id: 'sung', label: <>B&ensp;{t('history.takeColumn', { number: second.number })}</> },
        ]}
      />
    </div>
  );
  return (
    <>
      {controls}
      {canHear && (
        <CompareLanes
          first={{ number: first.number, view: firstView }}
          second={{ number: second.number, view: secondView }}
        />
      )}
    </>
  );
}
