import { AppError } from '../../contract/errors.ts';
import type { ExportRequest } from '../../contract/exports.ts';
import type { TakeId } from '../../contract/ids.ts';
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

type TakeHandlers = Pick<Handlers, 'takes.list' | 'takes.get' | 'takes.view' | 'takes.writePlan' | 'takes.export'>;

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
  /**
   * Looks into the files of a take, which may be rendering, or deleted at this very moment.
   * @throws AppError TAKE_PURGED where they are gone
   */
  const look = async <T>(id: TakeId, work: (takeFolder: string) => Promise<T>): Promise<T> => {
    const checkThere = (): void => {
      if (get(id).purgedAt !== null) throw new AppError('TAKE_PURGED', { id });
    };
    checkThere();
    try {
      return await work(ports.takeFiles.folderOf(id));
    } catch (error) {
      checkThere();
      throw error;
    }
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
    'takes.view': ({ takeId, maxPoints }) =>
      look(takeId, (takeFolder) => ports.inference.request('takeView', { takeFolder, maxPoints: maxPoints ?? null })),
    'takes.writePlan': async ({ takeId, path: given }) => {
      const path = ports.files.resolve(given);
      await look(takeId, (takeFolder) => ports.inference.request('writePlan', { takeFolder, path }));
      return { path };
    },
    'takes.export': ({ takeId, export: request }) => bin.use(takeId, (take) => exportTake(parts, take, request)),
  };
}

async function exportTake(
  parts: TakeHandlerParts,
  take: StoredTake,
  request: ExportRequest,
): Promise<{ readonly path: string }> {
  const { ports, recordings, voices } = parts;
  const recording = recordings.get(take.recordingId);
  const { voice } = voices.get(take.voiceId);
  const naming = {
    recordingName: recording.name,
    voiceName: voice.name.en,
    takeNumber: take.number,
  };
  const takeFolder = ports.takeFiles.folderOf(take.id);
  const sungKey = async (): Promise<string> =>
    (await ports.inference.request('takeView', { takeFolder, maxPoints: fewestPoints })).key;
  const planned = await planExport(parts, recording.path, request);
  const target = isNamed(planned)
    ? planned
    : await nameExport(ports.files, planned, { ...naming, key: namesKey(planned.template) ? await sungKey() : null });
  return ports.inference.request('exportTake', {
    takeFolder,
    recipe: take.recipe,
    title: takeTitle(naming),
    backing: target.withBacking === true ? backingOf({ ports }, take.recipe) : null,
    voiceLabel: voiceLabelOf(voice),
    target,
  });
}
