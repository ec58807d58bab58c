import type { ExportTarget, HostOperations } from '../../contract/inference.ts';
import { formatKey, parseKey } from '../../contract/music.ts';
import type { Voice } from '../../contract/voices.ts';
import type { CorePorts, StoredJob } from '../ports.ts';
import { namesKey } from '../takes/exportName.ts';
import { isNamed, nameExport } from '../takes/exportTarget.ts';
import type { JobStore } from './jobStore.ts';

/** Of a line that is not looked at. */
const fewestPoints = 100;

export type NameJobExportParts = {
  readonly ports: Pick<CorePorts, 'inference' | 'files' | 'takes'>;
  readonly store: Pick<JobStore, 'change'>;
};

export type JobToName = {
  readonly job: StoredJob;
  readonly voice: Pick<Voice, 'name'>;
  /** What will be sung, for its key. */
  readonly sung: Pick<HostOperations['preview']['input'], 'source' | 'voice' | 'melody' | 'lyrics' | 'backing'>;
  readonly signal: AbortSignal;
};

/**
 * The file a job will write, or null where it writes none. A name is chosen once and kept with the job before anything is
 * rendered, so that a job that was cut off recognises its file.
 * @throws AppError FOLDER_NOT_WRITABLE, and those of measuring the recording where its key is asked for
 */
export async function nameJobExport(parts: NameJobExportParts, what: JobToName): Promise<ExportTarget | null> {
  const { ports, store } = parts;
  const { job, voice } = what;
  const { exportTo } = job;
  if (!exportTo || isNamed(exportTo)) return exportTo;
  const named = await nameExport(ports.files, exportTo, {
    recordingName: job.recordingName,
    voiceName: voice.name.en,
    key: namesKey(exportTo.template) ? await keyOf(parts, what) : null,
    takeNumber: ports.takes.get(job.takeId)?.number ?? 1,
  });
  store.change(job.id, { exportTo: named });
  return named;
}

/** As sung: chosen, of the melody, or heard in the recording, which is measured for it. */
async function keyOf({ ports }: NameJobExportParts, { job, sung, signal }: JobToName): Promise<string> {
  const { settings } = job.recipe;
  const chosen = settings['mode'] === 'melody' ? undefined : parseKey(String(settings['key']));
  if (chosen) return formatKey(chosen);
  const request = { ...sung, settings, maxPoints: fewestPoints };
  return (await ports.inference.request('preview', request, { signal })).key;
}
