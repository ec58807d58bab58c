import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../contract/language.ts';
import type { AnalysisView } from '../../../contract/recordings.ts';
import { Wave } from '../../components/Wave.tsx';
import { speakNote } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { RecordingFacts } from '../recording/useRecording.ts';
import { Grid } from './Grid.tsx';
import { LaneTime } from './LaneTime.tsx';
import { LaneHead } from './LaneHead.tsx';
import { LaneSurface } from './LaneSurface.tsx';
import { pitchAxis, pitchRows } from './pitchAxis.ts';
import { PitchLine } from './PitchLine.tsx';
import { ReadingBar } from './ReadingBar.tsx';
import { useSize } from './useSize.ts';
import { joinPeaks } from './wavePeaks.ts';

type SpokenLaneProps = {
  readonly recording: RecordingFacts | undefined;
  readonly analysis: AnalysisView | undefined;
  readonly openingName: string | null;
  readonly axisSec: number;
};

function useSpokenLabel(analysis: AnalysisView | undefined): string {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!analysis) return t('lanes.reading');
  const duration = formatNumber(analysis.durationSec, language, 1);
  const about = t('lanes.spokenLabel', { duration, count: analysis.phraseCount });
  if (analysis.lowMidi === null || analysis.highMidi === null) return about;
  const range = { low: speakNote(analysis.lowMidi, language), high: speakNote(analysis.highMidi, language) };
  return `${about}, ${t('lanes.pitchRange', range)}`;
}

/** What was said: grey wave, pale pitch line. */
export function SpokenLane({ recording, analysis, openingName, axisSec }: SpokenLaneProps): ReactElement {
  const { t } = useTranslation();
  const [surface, { height }] = useSize<HTMLDivElement>();
  const label = useSpokenLabel(analysis);
  const axis = useMemo(() => pitchAxis(analysis?.lowMidi ?? null, analysis?.highMidi ?? null), [analysis]);
  const rows = useMemo(
    () => (analysis ? pitchRows(axis, analysis.key?.key ?? null, height).filter((row) => row.hasLabel) : []),
    [analysis, axis, height],
  );
  const edges = useMemo(() => joinPeaks(analysis?.peaks ?? [], []), [analysis]);
  return (
    <div className="lane src">
      <LaneHead
        lane="spoken"
        title={t('lanes.spoken')}
        hearLabel={t('lanes.hearSpoken')}
        isDisabled={!analysis}
        rows={rows}
      />
      <LaneSurface
        lane="spoken"
        label={label}
        durationSec={analysis?.durationSec ?? 0}
        axisSec={axisSec}
        isDisabled={!analysis}
        surface={surface}
      >
        {analysis ? (
          <>
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
              <Grid rows={rows} />
            </svg>
            <LaneTime sec={analysis.durationSec} axisSec={axisSec}>
              <Wave
                edges={edges}
                durationSec={analysis.durationSec}
                doneColour="--wave-spoken"
                restColour="--wave-spoken"
                doneRatio={0}
              />
              <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
                <PitchLine line={analysis.pitch} axis={axis} durationSec={analysis.durationSec} untilRatio={1} />
              </svg>
            </LaneTime>
          </>
        ) : (
          <ReadingBar recording={recording} openingName={openingName} />
        )}
      </LaneSurface>
    </div>
  );
}
