import type { AnalysisView } from '../../../contract/recordings.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import type { LaneClock } from './wavePeaks.ts';

type Shown = Pick<ConvertModel, 'analysis' | 'preview' | 'takeView'>;

/** The time of the sung lane: of the take that is shown, else of what would be sung, else of the recording. */
export function sungClock({ analysis, preview, takeView }: Shown): LaneClock {
  const stepSec = analysis?.pitch.stepSec ?? 1;
  if (takeView && takeView.playableSec > 0) {
    return { durationSec: takeView.durationSec, stepSec: takeView.pitch.stepSec, timeMap: takeView.timeMap };
  }
  if (preview) return { durationSec: preview.durationSec, stepSec, timeMap: preview.timeMap };
  return { durationSec: analysis?.durationSec ?? 0, stepSec, timeMap: [] };
}

/** What the width of both lanes stands for: the longest of all that is drawn. */
export function axisSecOf(shown: Shown & { readonly analysis: AnalysisView | undefined }): number {
  return Math.max(
    shown.analysis?.durationSec ?? 0,
    sungClock(shown).durationSec,
    shown.analysis ? (shown.preview?.durationSec ?? 0) : 0,
  );
}
