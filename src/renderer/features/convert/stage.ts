import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { Job, Take } from '../../../contract/jobs.ts';
import type { AnalysisView } from '../../../contract/recordings.ts';
import type { RecordingFacts } from '../recording/useRecording.ts';

/** Where the Convert view stands. */
export type Stage = 'empty' | 'reading' | 'ready' | 'rendering' | 'stopped' | 'failed' | 'done';

type Situation = {
  readonly opening: string | null;
  readonly recording: RecordingFacts | undefined;
  readonly analysis: AnalysisView | undefined;
  readonly take: Take | null;
  readonly job: Pick<Job, 'status'> | null;
};

/** The one stage that fits what is known. */
export function stageOf({ opening, recording, analysis, take, job }: Situation): Stage {
  if (opening !== null) return 'reading';
  if (!recording) return 'empty';
  if (!analysis) return 'reading';
  // Events tell about the job before the list of takes is asked for again.
  switch (job?.status ?? take?.status) {
    case undefined:
      return 'ready';
    case 'queued':
    case 'processing':
      return 'rendering';
    case 'failed':
      return 'failed';
    case 'cancelled':
      return 'stopped';
    case 'completed':
      return 'done';
  }
}

/** The take that is shown: the chosen one, else the newest. */
export function chooseTake(takes: readonly Take[], takeId: string | null): Take | null {
  return takes.find((take) => take.id === takeId) ?? takes[0] ?? null;
}

/** Why the recording cannot be used, when listening to it failed. */
export function analysisError(recording: RecordingFacts | undefined): ErrorEnvelope | null {
  return recording?.analysis.state === 'failed' ? recording.analysis.error : null;
}

/** Seconds a conversion takes here; null while nothing was ever measured. */
export function estimateSec(durationSec: number, realTimeFactor: number | null | undefined): number | null {
  return realTimeFactor === null || realTimeFactor === undefined || realTimeFactor <= 0
    ? null
    : Math.max(1, Math.round(durationSec / realTimeFactor));
}

const spokenQuarters = [25, 50, 75, 100];

/** The quarter a live region speaks when progress went from one percentage to another; null when none was passed. */
export function passedQuarter(beforePercent: number, nowPercent: number): number | null {
  return spokenQuarters.filter((quarter) => beforePercent < quarter && nowPercent >= quarter).at(-1) ?? null;
}
