import { AppError } from '../../contract/errors.ts';
import type { TakeId } from '../../contract/ids.ts';
import type { Take } from '../../contract/jobs.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import type { JobStore } from '../jobs/jobStore.ts';
import { backingOf } from '../melodies/performanceExtras.ts';
import type { CorePorts, StoredTake } from '../ports.ts';
import type { RecordingService } from '../recordings/service.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import { voiceLabelOf } from '../voices/libraryVoice.ts';
import { chooseExportTarget, takeTitle } from './exportTarget.ts';

type TakeHandlers = Pick<Handlers, 'takes.list' | 'takes.get' | 'takes.view' | 'takes.plan' | 'takes.export'>;

export type TakeHandlerParts = {
  readonly ports: Pick<
    CorePorts,
    'inference' | 'takes' | 'takeFiles' | 'files' | 'facts' | 'recordings' | 'melodyFiles'
  >;
  readonly store: JobStore;
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
  readonly exportFolder: () => string | null;
};

export function takeHandlers(parts: TakeHandlerParts): TakeHandlers {
  const { ports, store } = parts;
  const get = (id: TakeId): StoredTake => {
    const take = ports.takes.get(id);
    if (!take) throw new AppError('TAKE_UNKNOWN', { id });
    return take;
  };
  /** A take is as far as the job that makes it. */
  const view = (take: StoredTake): Take => ({ ...take, status: store.get(take.jobId).status });
  return {
    'takes.list': ({ recordingId }) => Promise.resolve(ports.takes.listOf(recordingId).map(view)),
    'takes.get': ({ takeId }) => Promise.resolve(view(get(takeId))),
    'takes.view': ({ takeId, maxPoints }) => {
      const takeFolder = ports.takeFiles.folderOf(get(takeId).id);
      return ports.inference.request('takeView', { takeFolder, maxPoints: maxPoints ?? null });
    },
    'takes.plan': ({ takeId }) =>
      ports.inference.request('takePlan', { takeFolder: ports.takeFiles.folderOf(get(takeId).id) }),
    'takes.export': async ({ takeId, export: request }) => {
      const take = get(takeId);
      if (view(take).status !== 'completed') throw new AppError('TAKE_NOT_READY', { id: takeId });
      const recording = parts.recordings.get(take.recordingId);
      const { voice } = parts.voices.get(take.voiceId);
      const naming = {
        recordingPath: recording.path,
        recordingName: recording.name,
        voiceName: voice.name.en,
        takeNumber: take.number,
      };
      const { files, facts } = ports;
      const target = await chooseExportTarget({ files, facts, exportFolder: parts.exportFolder() }, naming, request);
      return ports.inference.request('exportTake', {
        takeFolder: ports.takeFiles.folderOf(takeId),
        recipe: take.recipe,
        title: takeTitle(naming),
        backing: target.withBacking === true ? backingOf({ ports }, take.recipe) : null,
        voiceLabel: voiceLabelOf(voice),
        target,
      });
    },
  };
}
