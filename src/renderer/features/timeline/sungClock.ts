import type { ConvertModel } from '../convert/useConvertModel.ts';
import type { LaneClock } from './wavePeaks.ts';

type Shown = Pick<ConvertModel, 'analysis' | 'preview' | 'takeTime'>;

/**
 * The time of the sung lane: of the take that is shown, else of what would be sung, else of the recording.
 * @param takeStepSec how finely the peaks of the take lie, seconds
 */
export function sungClock({ analysis, preview, takeTime }: Shown, takeStepSec: number | undefined): LaneClock {
  const stepSec = analysis?.pitch.stepSec ?? 1;
  if (takeTime?.hasSound === true) {
    return { durationSec: takeTime.durationSec, stepSec: takeStepSec ?? stepSec, timeMap: takeTime.timeMap };
  }
  if (preview) return { durationSec: preview.durationSec, stepSec, timeMap: preview.timeMap };
  return { durationSec: analysis?.durationSec ?? 0, stepSec, timeMap: [] };
}

/** What the width of both lanes stands for: the longest of all that is drawn. */
export function axisSecOf(shown: Shown): number {
  return Math.max(
    shown.analysis?.durationSec ?? 0,
    sungClock(shown, undefined).durationSec,
    shown.analysis ? (shown.preview?.durationSec ?? 0) : 0,
  );
}
