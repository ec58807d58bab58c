import { AppError } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import { backingOf } from '../melodies/performanceExtras.ts';
import type { CorePorts, StoredTake } from '../ports.ts';
import type { RecordingService } from '../recordings/service.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import { voiceLabelOf } from '../voices/libraryVoice.ts';
import { namesKey, takeTitle } from './exportName.ts';
import { isNamed, nameExport, planExport, type TargetParts } from './exportTarget.ts';
import type { TakeBin } from './takeBin.ts';

/** Of a line that is not looked at. */
const fewestPoints = 100;

type TakeHandlers = Pick<Handlers, 'takes.list' | 'takes.get' | 'takes.view' | 'takes.plan' | 'takes.export'>;

export type TakeHandlerParts = {
  readonly ports: Pick<
    CorePorts,
    'inference' | 'takes' | 'takeFiles' | 'files' | 'facts' | 'recordings' | 'melodyFiles'
  >;
  readonly bin: TakeBin;
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
  readonly exportDefaults: TargetParts['exportDefaults'];
};

export function takeHandlers(parts: TakeHandlerParts): TakeHandlers {
  const { ports, bin } = parts;
  const { get, view } = bin;
  /** @throws AppError TAKE_PURGED where its files are gone */
  const folderOf = ({ id, purgedAt }: StoredTake): string => {
    if (purgedAt !== null) throw new AppError('TAKE_PURGED', { id });
    return ports.takeFiles.folderOf(id);
  };
  const sungKey = async (takeFolder: string): Promise<string> =>
    (await ports.inference.request('takeView', { takeFolder, maxPoints: fewestPoints })).key;
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
        recordingName: recording.name,
        voiceName: voice.name.en,
        takeNumber: take.number,
      };
      const takeFolder = folderOf(take);
      const planned = await planExport(parts, recording.path, request);
      const target = isNamed(planned)
        ? planned
        : await nameExport(ports.files, planned, {
            ...naming,
            key: namesKey(planned.template) ? await sungKey(takeFolder) : null,
          });
      return ports.inference.request('exportTake', {
        takeFolder,
        recipe: take.recipe,
        title: takeTitle(naming),
        backing: target.withBacking === true ? backingOf({ ports }, take.recipe) : null,
        voiceLabel: voiceLabelOf(voice),
        target,
      });
    },
  };
}
