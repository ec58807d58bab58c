import { AppError, toEnvelope } from '../../contract/errors.ts';
import { recordingIdSchema, type RecordingId } from '../../contract/ids.ts';
import type { Notice } from '../../contract/notices.ts';
import { recordingLimits, type Recording } from '../../contract/recordings.ts';
import type { Events } from '../events.ts';
import type { CorePorts, FileStat, StoredRecording } from '../ports.ts';
import { readPreferences } from '../settings/handlers.ts';
import { createAnalysisRuns, type AnalysisRuns } from './analysisRuns.ts';

export type RecordingService = {
  /**
   * Opens a file where it lies and, where it is speech, begins its analysis. The same file, or the same bytes under another
   * name, give the same recording.
   * @throws AppError of the file, as listed in contract/errors.ts
   */
  open(path: string, name?: string, isSpeech?: boolean): Promise<Recording>;
  /** @throws AppError RECORDING_UNKNOWN */
  get(id: RecordingId): StoredRecording;
  view(recording: StoredRecording): Recording;
  list(limit: number): Recording[];
  /** Resolves when the analysis is in the cache. */
  ensureAnalysed(id: RecordingId): Promise<StoredRecording>;
  stop(): Promise<void>;
};

type Ports = Pick<CorePorts, 'inference' | 'recordings' | 'files' | 'clock' | 'log' | 'facts' | 'preferences'>;

export function createRecordingService(ports: Ports, events: Events): RecordingService {
  const { recordings, log, facts } = ports;
  const get = (id: RecordingId): StoredRecording => {
    const recording = recordings.get(id);
    if (!recording) throw new AppError('RECORDING_UNKNOWN', { id });
    return recording;
  };

  const runs: AnalysisRuns = createAnalysisRuns({
    ...ports,
    onChange: (id, state, notices) => {
      const before = get(id);
      const after = { ...before, analysis: state, notices: mergeNotices(before.notices, notices) };
      if (state.state !== 'running' && !facts.isReadOnly) saveOrLog(after);
      events.emit({ name: 'recording.changed', payload: view(after) });
    },
  });
  const saveOrLog = (recording: StoredRecording): void => {
    try {
      recordings.save(recording);
    } catch (error) {
      // The result itself is in the cache; the row is written again the next time.
      log.info('recording.unsaved', { recordingId: recording.id, code: toEnvelope(error).code });
    }
  };
  const view = ({ modifiedMs: _, ...recording }: StoredRecording): Recording => ({
    ...recording,
    analysis: runs.stateOf(recording.id) ?? recording.analysis,
  });
  const analyseInBackground = (recording: StoredRecording): void => {
    if (runs.stateOf(recording.id)?.state === 'ready') return;
    // Its failure is told by an event and kept in the row.
    runs.ensure(recording).catch(() => undefined);
  };

  return {
    get,
    view,
    async open(path, name, isSpeech = true) {
      const recording = await findOrProbe(ports, path, name);
      if (isSpeech) analyseInBackground(recording);
      return view(recording);
    },
    list: (limit) => recordings.list(limit).map(view),
    async ensureAnalysed(id) {
      if (runs.stateOf(id)?.state !== 'ready') await runs.ensure(get(id));
      return get(id);
    },
    stop: () => runs.stop(),
  };
}

async function findOrProbe(ports: Ports, givenPath: string, givenName?: string): Promise<StoredRecording> {
  const { recordings, files, inference, clock, facts } = ports;
  const path = files.resolve(givenPath);
  const name = givenName ?? files.nameOf(path);
  const { sizeBytes, modifiedMs } = await statAudioFile(ports, path, name);
  const maximumSec = longestOf(ports, path);
  const openedAt = new Date(clock.nowMs()).toISOString();
  const known = recordings.findByFile(path, sizeBytes, modifiedMs);
  if (known) {
    checkDuration(known, name, maximumSec);
    const reopened = { ...known, name, openedAt };
    if (!facts.isReadOnly) recordings.save(reopened);
    return reopened;
  }
  const probe = await inference.request('probe', { path, name, maximumSec });
  checkDuration(probe, name, maximumSec);
  const same = recordings.findByHash(probe.sha256);
  const recording: StoredRecording = {
    id: same?.id ?? recordingIdSchema.parse(crypto.randomUUID()),
    ...probe,
    name,
    path,
    modifiedMs,
    notices: mergeNotices(probe.notices, same?.notices ?? []),
    analysis: same?.analysis ?? { state: 'waiting' },
    openedAt,
  };
  recordings.save(recording);
  return recording;
}

/** What was uploaded is under the person's own limit; what lies on their disk is not. */
function longestOf(ports: Ports, path: string): number {
  if (!ports.files.isInside(path, ports.facts.uploadsFolder)) return recordingLimits.maximumSec;
  return Math.min(recordingLimits.maximumSec, 60 * readPreferences(ports).limits.uploadMinutes);
}

function checkDuration({ durationSec }: { readonly durationSec: number }, file: string, maximumSec: number): void {
  if (durationSec > maximumSec) throw new AppError('AUDIO_TOO_LONG', { file, durationSec, maximumSec });
}

async function statAudioFile({ files }: Ports, path: string, name: string): Promise<FileStat> {
  const details = { file: name };
  const stat = await files.stat(path).catch((error: unknown) => {
    // What was sent lies under a name that says nothing to people.
    const { code } = toEnvelope(error);
    if (code !== 'FILE_NOT_FOUND' && code !== 'FILE_NOT_READABLE') throw error;
    throw new AppError(code, details, { cause: error });
  });
  if (stat.kind === 'folder') throw new AppError('FILE_IS_FOLDER', details);
  if (stat.sizeBytes === 0) throw new AppError('FILE_EMPTY', details);
  if (stat.sizeBytes > recordingLimits.maximumBytes) {
    throw new AppError('FILE_TOO_LARGE', {
      ...details,
      limit: `${String(recordingLimits.maximumBytes / 1024 ** 3)} GB`,
    });
  }
  return stat;
}

/** Each code once; the later one knows more (what was really read). */
function mergeNotices(before: readonly Notice[], after: readonly Notice[]): Notice[] {
  return [...new Map([...before, ...after].map((notice) => [notice.code, notice])).values()];
}
