import { useMemo, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TakeView } from '../../../contract/jobs.ts';
import { formatNumber } from '../../../contract/language.ts';
import type { PerformancePreview } from '../../../contract/recordings.ts';
import { Wave } from '../../components/Wave.tsx';
import { formatKeyName } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { isMelodyMode } from '../melody/song.ts';
import { useLibrary } from '../session/useStart.ts';
import { FailedMessage } from './FailedMessage.tsx';
import { Grid } from './Grid.tsx';
import { LaneHead } from './LaneHead.tsx';
import { LaneSurface } from './LaneSurface.tsx';
import { LaneTime } from './LaneTime.tsx';
import { NoteTexts } from './NoteTexts.tsx';
import { pitchAxis, pitchRows } from './pitchAxis.ts';
import { PitchLine } from './PitchLine.tsx';
import { RenderEdge } from './RenderEdge.tsx';
import { sungClock } from './sungClock.ts';
import { TargetNotes } from './TargetNotes.tsx';
import { useSize } from './useSize.ts';
import { joinPeaks, warpPeaks } from './wavePeaks.ts';

/** How far the take can be heard, 0–1. */
function playableRatio({ stage }: ConvertModel, takeView: TakeView | undefined): number {
  if (!takeView) return 0;
  return stage === 'done' ? 1 : Math.min(1, takeView.playableSec / takeView.durationSec);
}

function useSungLabel(model: ConvertModel, takeView: TakeView | undefined): string {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const { analysis, take, stage } = model;
  if (!analysis || !take || !takeView || takeView.playableSec === 0) return t('lanes.targetLabel');
  const voice = voices.find((one) => one.id === take.voiceId)?.name[language] ?? take.voiceId;
  if (stage === 'done') {
    const duration = formatNumber(takeView.durationSec, language, 1);
    return t('lanes.sungLabel', { voice, key: formatKeyName(takeView.key, language), duration });
  }
  const percent = Math.floor((takeView.playableSec / takeView.durationSec) * 100);
  return t('lanes.sungPartLabel', { voice, percent, playable: formatNumber(takeView.playableSec, language, 1) });
}

const noNotes: PerformancePreview['notes'] = [];

type SungLaneProps = {
  readonly model: ConvertModel;
  readonly takeView: TakeView | undefined;
  readonly axisSec: number;
  /** What lies over the lane. */
  readonly children: ReactNode;
};

/** What is sung, or will be: canary up to the rendered edge, ghost and dashed notes after it. */
export function SungLane({ model, takeView, axisSec, children }: SungLaneProps): ReactElement {
  const { t } = useTranslation();
  const [surface, size] = useSize<HTMLDivElement>();
  const { height } = size;
  const label = useSungLabel(model, takeView);
  const { analysis, preview, takeTime, stage } = model;
  const low = Math.min(preview?.lowMidi ?? 200, takeView?.lowMidi ?? 200);
  const high = Math.max(preview?.highMidi ?? -1, takeView?.highMidi ?? -1);
  const axis = useMemo(() => (low > high ? pitchAxis(null, null) : pitchAxis(low, high)), [low, high]);
  const key = preview?.key ?? takeView?.key ?? null;
  const rows = useMemo(
    () => (analysis && low <= high ? pitchRows(axis, key, height) : []),
    [analysis, low, high, axis, key, height],
  );
  const peaks = takeView?.peaks;
  const takeStepSec = takeView?.pitch.stepSec;
  const clock = useMemo(
    () => sungClock({ analysis, preview, takeTime }, takeStepSec),
    [analysis, preview, takeTime, takeStepSec],
  );
  const ghost = useMemo(
    () => (analysis ? warpPeaks(analysis.peaks, analysis.pitch.stepSec, clock) : []),
    [analysis, clock],
  );
  const edges = useMemo(() => joinPeaks(ghost, peaks ?? []), [ghost, peaks]);
  const ratio = analysis ? playableRatio(model, takeView) : 0;
  const hasSound = ratio > 0;
  const notesFromSec =
    stage === 'done' && model.isTakeOfDeck
      ? Number.POSITIVE_INFINITY
      : stage === 'done'
        ? 0
        : ratio * clock.durationSec;
  const notes = preview && (Number.isFinite(notesFromSec) || model.isTakeOfDeck) ? preview.notes : noNotes;
  return (
    <div
      className={hasSound ? 'lane out sung' : 'lane out'}
      {...(isMelodyMode(model.settings) && analysis ? { 'data-drop': 'melody' } : {})}
    >
      <LaneHead
        lane="sung"
        title={hasSound ? t('lanes.sung') : t('lanes.target')}
        hearLabel={t('lanes.hearSung')}
        isDisabled={!hasSound}
        rows={rows}
      />
      <LaneSurface
        lane="sung"
        label={label}
        durationSec={clock.durationSec}
        axisSec={axisSec}
        isDisabled={!hasSound}
        surface={surface}
      >
        {analysis && (
          <>
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
              <Grid rows={rows} />
            </svg>
            <LaneTime sec={clock.durationSec} axisSec={axisSec}>
              <Wave
                edges={edges}
                durationSec={clock.durationSec}
                doneColour="--wave-sung"
                restColour="--wave-ghost"
                doneRatio={ratio}
              />
            </LaneTime>
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
              {preview && Number.isFinite(notesFromSec) && (
                <TargetNotes preview={preview} axis={axis} durationSec={axisSec} fromSec={notesFromSec} />
              )}
              {takeView && hasSound && (
                <PitchLine
                  line={takeView.pitch}
                  axis={axis}
                  durationSec={axisSec}
                  untilRatio={(ratio * clock.durationSec) / axisSec}
                />
              )}
            </svg>
            <NoteTexts notes={notes} axis={axis} axisSec={axisSec} size={size} />
          </>
        )}
        {stage === 'rendering' && (
          <RenderEdge model={model} ratio={(ratio * clock.durationSec) / Math.max(axisSec, 1e-9)} />
        )}
      </LaneSurface>
      {stage === 'failed' && <FailedMessage model={model} />}
      {children}
    </div>
  );
}
