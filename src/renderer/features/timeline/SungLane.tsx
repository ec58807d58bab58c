import { useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../contract/language.ts';
import type { AnalysisView } from '../../../contract/recordings.ts';
import { Wave } from '../../components/Wave.tsx';
import { formatKeyName } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useLibrary } from '../session/useStart.ts';
import { FailedMessage } from './FailedMessage.tsx';
import { Grid } from './Grid.tsx';
import { LaneHead } from './LaneHead.tsx';
import { LaneSurface } from './LaneSurface.tsx';
import { pitchAxis, pitchRows } from './pitchAxis.ts';
import { PitchLine } from './PitchLine.tsx';
import { RenderEdge } from './RenderEdge.tsx';
import { TargetNotes } from './TargetNotes.tsx';
import { useSize } from './useSize.ts';
import { joinPeaks } from './wavePeaks.ts';

/** How far the take can be heard, 0–1. */
function playableRatio({ stage, takeView }: ConvertModel, analysis: AnalysisView): number {
  if (!takeView) return 0;
  return stage === 'done' ? 1 : Math.min(1, takeView.playableSec / analysis.durationSec);
}

function useSungLabel(model: ConvertModel): string {
  const { t } = useTranslation();
  const language = useLanguage();
  const { voices } = useLibrary();
  const { analysis, take, takeView, stage } = model;
  if (!analysis || !take || !takeView || takeView.playableSec === 0) return t('lanes.targetLabel');
  const voice = voices.find((one) => one.id === take.voiceId)?.name[language] ?? take.voiceId;
  if (stage === 'done') {
    const duration = formatNumber(analysis.durationSec, language, 1);
    return t('lanes.sungLabel', { voice, key: formatKeyName(takeView.key, language), duration });
  }
  const percent = Math.floor((takeView.playableSec / analysis.durationSec) * 100);
  return t('lanes.sungPartLabel', { voice, percent, playable: formatNumber(takeView.playableSec, language, 1) });
}

/** What is sung, or will be: canary up to the rendered edge, ghost and dashed notes after it. */
export function SungLane({ model }: { readonly model: ConvertModel }): ReactElement {
  const { t } = useTranslation();
  const [surface, { height }] = useSize<HTMLDivElement>();
  const label = useSungLabel(model);
  const { analysis, preview, takeView, stage } = model;
  const low = Math.min(preview?.lowMidi ?? 200, takeView?.lowMidi ?? 200);
  const high = Math.max(preview?.highMidi ?? -1, takeView?.highMidi ?? -1);
  const axis = useMemo(() => (low > high ? pitchAxis(null, null) : pitchAxis(low, high)), [low, high]);
  const key = preview?.key ?? takeView?.key ?? null;
  const rows = useMemo(() => (analysis ? pitchRows(axis, key, height) : []), [analysis, axis, key, height]);
  const peaks = takeView?.peaks;
  const edges = useMemo(() => joinPeaks(analysis?.peaks ?? [], peaks ?? []), [analysis, peaks]);
  const ratio = analysis ? playableRatio(model, analysis) : 0;
  const hasSound = ratio > 0;
  const notesFromSec =
    stage === 'done' && model.isTakeOfDeck
      ? Number.POSITIVE_INFINITY
      : stage === 'done'
        ? 0
        : ratio * (analysis?.durationSec ?? 0);
  return (
    <div className={hasSound ? 'lane out sung' : 'lane out'}>
      <LaneHead
        lane="sung"
        title={hasSound ? t('lanes.sung') : t('lanes.target')}
        hearLabel={t('lanes.hearSung')}
        isDisabled={!hasSound}
        rows={rows}
      />
      <LaneSurface label={label} durationSec={analysis?.durationSec ?? 0} isDisabled={!hasSound} surface={surface}>
        {analysis && (
          <>
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
              <Grid rows={rows} />
            </svg>
            <Wave
              edges={edges}
              durationSec={analysis.durationSec}
              doneColour="--wave-sung"
              restColour="--wave-ghost"
              doneRatio={ratio}
            />
            <svg viewBox="0 0 1000 1000" preserveAspectRatio="none" aria-hidden="true">
              {preview && Number.isFinite(notesFromSec) && (
                <TargetNotes preview={preview} axis={axis} durationSec={analysis.durationSec} fromSec={notesFromSec} />
              )}
              {takeView && hasSound && (
                <PitchLine line={takeView.pitch} axis={axis} durationSec={analysis.durationSec} untilRatio={ratio} />
              )}
            </svg>
          </>
        )}
        {stage === 'rendering' && <RenderEdge model={model} ratio={ratio} />}
      </LaneSurface>
      {stage === 'failed' && <FailedMessage model={model} />}
    </div>
  );
}
