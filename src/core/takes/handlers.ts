import { AppError } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import { backingOf } from '../melodies/performanceExtras.ts';
import type { CorePorts, StoredTake } from '../ports.ts';
import type { RecordingService } from '../recordings/service.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import { voiceLabelOf } from '../voices/libraryVoice.ts';
import { chooseExportTarget, takeTitle } from './exportTarget.ts';
import type { TakeBin } from './takeBin.ts';

type TakeHandlers = Pick<Handlers, 'takes.list' | 'takes.get' | 'takes.view' | 'takes.plan' | 'takes.export'>;

export type TakeHandlerParts = {
  readonly ports: Pick<
    CorePorts,
    'inference' | 'takes' | 'takeFiles' | 'files' | 'facts' | 'recordings' | 'melodyFiles'
  >;
  readonly bin: TakeBin;
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
  readonly exportFolder: () => string | null;
};

export function takeHandlers(parts: TakeHandlerParts): TakeHandlers {
  const { ports, bin } = parts;
  const { get, view } = bin;
  /** @throws AppError TAKE_PURGED where its files are gone */
  const folderOf = ({ id, purgedAt }: StoredTake): string => {
    if (purgedAt !== null) throw new AppError('TAKE_PURGED', { id });
    return ports.takeFiles.folderOf(id);
  };
  return {
    'takes.list': ({ recordingId }) =>
      Promise.resolve(
        ports.takes
          .listOf(recordingId)
          .filter(({ removedAt }) => removedAt === null)
          .map(view),
      ),
    'takes.get': ({ takeId }) => Promise.resolve(view(get(takeId))),
    'takes.view': ({ takeId, maxPoints }) => {
      const takeFolder = folderOf(get(takeId));
      return ports.inference.request('takeView', { takeFolder, maxPoints: maxPoints ?? null });
    },
    'takes.plan': ({ takeId }) => ports.inference.request('takePlan', { takeFolder: folderOf(get(takeId)) }),
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
        takeFolder: folderOf(take),
        recipe: take.recipe,
        title: takeTitle(naming),
        backing: target.withBacking === true ? backingOf({ ports }, take.recipe) : null,
        voiceLabel: voiceLabelOf(voice),
        target,
      });
    },
  };
}
