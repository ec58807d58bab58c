import { AppError, toEnvelope } from '../../contract/errors.ts';
import type { RecordingId } from '../../contract/ids.ts';
import type { RecordingSource } from '../../contract/inference.ts';
import type { Notice } from '../../contract/notices.ts';
import type { Recording } from '../../contract/recordings.ts';
import type { ClockPort, InferencePort, LogPort, StoredRecording } from '../ports.ts';

type AnalysisState = Recording['analysis'];

/** A host that dies this often over one recording is not asked again until a person asks. */
const attempts = 3;
const shortestPauseMs = 100;

export function sourceOf({ path, name, sha256, sizeBytes }: StoredRecording): RecordingSource {
  return { path, name, sha256, sizeBytes };
}

export type AnalysisRuns = {
  /** State of this session; undefined before the recording was asked about. */
  stateOf(id: RecordingId): AnalysisState | undefined;
  /** Analyses, or joins the analysis that runs already; at once where it is in the cache. */
  ensure(recording: StoredRecording): Promise<void>;
  stop(): Promise<void>;
};

export type AnalysisRunsParts = {
  readonly inference: InferencePort;
  readonly clock: ClockPort;
  readonly log: LogPort;
  /** Called on every change of state, at most ten times a second; notices come with `ready`. */
  readonly onChange: (id: RecordingId, state: AnalysisState, notices: readonly Notice[]) => void;
};

/** Runs analyses in the background, each recording at most once at a time. */
export function createAnalysisRuns({ inference, clock, log, onChange }: AnalysisRunsParts): AnalysisRuns {
  const states = new Map<RecordingId, AnalysisState>();
  const running = new Map<RecordingId, Promise<void>>();
  const stopper = new AbortController();

  const change = (id: RecordingId, state: AnalysisState, notices: readonly Notice[] = []): void => {
    states.set(id, state);
    onChange(id, state, notices);
  };

  const analyse = async (recording: StoredRecording): Promise<readonly Notice[]> => {
    let lastMs = -Infinity;
    const onProgress = ({ doneRatio }: { readonly doneRatio: number }): void => {
      const nowMs = clock.monotonicMs();
      if (nowMs - lastMs < shortestPauseMs) return;
      lastMs = nowMs;
      change(recording.id, { state: 'running', doneRatio });
    };
    for (let attempt = 1; ; attempt++) {
      try {
        const options = { onProgress, signal: stopper.signal };
        return (await inference.request('analyse', { source: sourceOf(recording) }, options)).notices;
      } catch (error) {
        const isCrash = error instanceof AppError && error.code === 'HOST_CRASHED';
        if (!isCrash || attempt === attempts || stopper.signal.aborted) throw error;
      }
    }
  };

  const run = async (recording: StoredRecording): Promise<void> => {
    // A recording that was ready before is shown as ready until its cache turns out to be gone.
    states.set(recording.id, recording.analysis.state === 'ready' ? { state: 'ready' } : { state: 'waiting' });
    try {
      const notices = await analyse(recording);
      change(recording.id, { state: 'ready' }, notices);
    } catch (error) {
      const errorId = crypto.randomUUID().slice(0, 8);
      const envelope = toEnvelope(error, errorId);
      if (stopper.signal.aborted || envelope.code === 'CANCELLED') states.set(recording.id, { state: 'waiting' });
      else {
        log.error(errorId, error, { recordingId: recording.id });
        change(recording.id, { state: 'failed', error: envelope });
      }
      throw error;
    } finally {
      running.delete(recording.id);
    }
  };

  return {
    stateOf: (id) => states.get(id),
    ensure(recording) {
      const current = running.get(recording.id);
      if (current) return current;
      const promise = run(recording);
      running.set(recording.id, promise);
      return promise;
    },
    async stop() {
      stopper.abort();
      await Promise.allSettled(running.values());
    },
  };
}
