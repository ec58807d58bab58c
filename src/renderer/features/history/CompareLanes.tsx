import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeView } from '../../../contract/jobs.ts';
import { formatNumber } from '../../../contract/language.ts';
import { Wave } from '../../components/Wave.tsx';
import { useLanguage } from '../../language/i18n.ts';
import type { Heard } from '../playback/player.ts';
import { Playhead } from '../playback/Playhead.tsx';
import { usePlayback } from '../playback/usePlayer.ts';
import { Grid } from '../timeline/Grid.tsx';
import { LaneHead } from '../timeline/LaneHead.tsx';
import { LaneSurface } from '../timeline/LaneSurface.tsx';
import { LaneTime } from '../timeline/LaneTime.tsx';
import { pitchAxis, pitchRows, type PitchAxis } from '../timeline/pitchAxis.ts';
import { PitchLine } from '../timeline/PitchLine.tsx';
import { useSize } from '../timeline/useSize.ts';
import { joinPeaks } from '../timeline/wavePeaks.ts';

/** A take with its number. */
export type ComparedTake = { readonly number: number; readonly view: TakeView };

type CompareLaneProps = {
  readonly lane: Heard;
  readonly take: ComparedTake;
  /** Of both takes, so that a higher line is a higher note. */
  readonly axis: PitchAxis;
  readonly axisSec: number;
};

/** One take: canary while it is the one that is heard, grey otherwise. */
function CompareLane({ lane, take: { number, view }, axis, axisSec }: CompareLaneProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const [surface, { height }] = useSize<HTMLDivElement>();
  const isHeard = usePlayback((state) => state.heard === lane);
  const rows = useMemo(() => pitchRows(axis, view.key, height).filter((row) => row.hasLabel), [axis, view.key, height]);
  const edges = useMemo(() => joinPeaks([], view.peaks), [view.peaks]);
  const colour = isHeard ? '--wave-sung' : '--wave-spoken';
  const title = t('history.takeColumn', { number });
  return (
    <div className={isHeard ? 'lane out sung' : 'lane src'}>
      <LaneHead
        lane={lane}
        title={title}
        hearLabel={t('history.hearTake', { number })}
        isDisabled={false}
        rows={rows}
      />
      <LaneSurface
        lane={lane}
        label={t('history.lane', { number, duration: formatNumber(view.durationSec, language, 1) })}
        durationSec={view.durationSec}
        axisSec={axisSec}
        isDisabled={false}
        surface={surface}
      >
        <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
          <Grid rows={rows} />
        </svg>
        <LaneTime sec={view.durationSec} axisSec={axisSec}>
          <Wave edges={edges} durationSec={view.durationSec} doneColour={colour} restColour={colour} doneRatio={1} />
          <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
            <PitchLine line={view.pitch} axis={axis} durationSec={view.durationSec} untilRatio={1} />
          </svg>
        </LaneTime>
      </LaneSurface>
    </div>
  );
}

function axisOf(views: readonly TakeView[]): PitchAxis {
  const low = Math.min(...views.map(({ lowMidi }) => lowMidi ?? Infinity));
  const high = Math.max(...views.map(({ highMidi }) => highMidi ?? -Infinity));
  return low > high ? pitchAxis(null, null) : pitchAxis(low, high);
}

/** Two takes under each other, on one axis of time and one of pitch. */
export function CompareLanes(props: { readonly first: ComparedTake; readonly second: ComparedTake }): ReactElement {
  const { first, second } = props;
  const axis = useMemo(() => axisOf([first.view, second.view]), [first.view, second.view]);
  const axisSec = Math.max(first.view.durationSec, second.view.durationSec);
  return (
    <div className="tl">
      <CompareLane lane="spoken" take={first} axis={axis} axisSec={axisSec} />
      <CompareLane lane="sung" take={second} axis={axis} axisSec={axisSec} />
      <Playhead axisSec={axisSec} />
    </div>
  );
}
