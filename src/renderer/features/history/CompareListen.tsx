import { useEffect, type ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { HistoryEntry } from '../../../contract/history.ts';
import { mediaPath } from '../../../contract/media.ts';
import { Icon } from '../../components/Icon.tsx';
import { Segmented } from '../../components/Segmented.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { formatClock } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { placeOf } from '../keyboard/shortcuts.ts';
import { TimeDisplay } from '../playback/TimeDisplay.tsx';
import { usePlayback, usePlayer } from '../playback/usePlayer.ts';
import { useTakeView } from '../takes/useTakes.ts';
import { joinTimes } from './joinTimes.ts';

type CompareListenProps = { readonly first: HistoryEntry; readonly second: HistoryEntry };

/** A and B change what is heard, Space plays, as everywhere in the window. */
function useKeys(): void {
  const player = usePlayer();
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      const place = placeOf(event.target instanceof Element ? event.target : null);
      if (event.ctrlKey || event.metaKey || event.altKey || place.isTyping) return;
      const key = event.key.toLowerCase();
      if (key === 'a') player.hear('spoken');
      else if (key === 'b') player.hear('sung');
      else if (key === ' ' && !place.isPressable) player.toggle();
      else return;
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    window.addEventListener('keydown', press, { capture: true });
    return () => window.removeEventListener('keydown', press, { capture: true });
  }, [player]);
}

/**
 * Two takes at one place in the words, of which one is heard. Stands below a player of its own: what is called spoken there is
 * the first take here, what is called sung the second.
 */
export function CompareListen({ first, second }: CompareListenProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const player = usePlayer();
  const { isPlaying, heard, positionSec, durationSec } = usePlayback((state) => state);
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
  const clock = formatClock(positionSec, language, 1);
  return (
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
      <SliderField
        label={t('history.position')}
        description={t('history.position')}
        value={positionSec}
        min={0}
        max={Math.max(0.1, durationSec)}
        step={0.1}
        valueText={clock}
        origin={0}
        onChange={(to) => player.seek(to)}
        onChangeEnd={() => undefined}
        lack={null}
      />
    </div>
  );
}
