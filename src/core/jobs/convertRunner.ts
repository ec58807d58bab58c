import type { BaseModelService } from '../baseModels/service.ts';
import type { Catalog } from '../catalog/catalog.ts';
import { extrasOf } from '../melodies/performanceExtras.ts';
import type { CorePorts } from '../ports.ts';
import { sourceOf } from '../recordings/analysisRuns.ts';
import type { RecordingService } from '../recordings/service.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import { voiceLabelOf } from '../voices/libraryVoice.ts';
import { rejectWithDamage, singingVoice } from '../voices/readyVoice.ts';
import type { StageCosts } from './estimates.ts';
import type { JobStore } from './jobStore.ts';
import { madeWith } from './madeWith.ts';
import { modelsFor } from './modelsFor.ts';
import { nameJobExport } from './nameJobExport.ts';
import type { JobRunner } from './runner.ts';

export type ConvertRunnerParts = {
  readonly ports: Pick<
    CorePorts,
    'inference' | 'takeFiles' | 'takes' | 'voiceFiles' | 'recordings' | 'melodyFiles' | 'files'
  >;
  readonly store: Pick<JobStore, 'change'>;
  readonly catalog: Catalog;
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
  readonly baseModels: Pick<BaseModelService, 'ensureReady'>;
  /** What a second of audio costs here in each stage; null before anything was learned. */
  readonly learnedCosts: (converterId: string) => StageCosts | null;
};

/** Renders a take; the host goes on from the whole chunks in the take's folder where they are of this recipe. */
export function createConvertRunner(parts: ConvertRunnerParts): JobRunner {
  const { ports, catalog, recordings, voices, baseModels } = parts;
  return async (job, { signal, onProgress }) => {
    const libraryVoice = await singingVoice({ voices, ports }, job.voiceId);
    const recipe = { ...job.recipe, ...madeWith(catalog, libraryVoice, job.recipe.settings) };
    // A base model may have to be prepared first, or have been removed while the job waited.
    await baseModels.ensureReady(modelsFor(catalog, libraryVoice, recipe), signal);
    const sung = {
      ...(await extrasOf({ ports }, recipe)),
      // Where it lies now, under the name it had: that is written into the file, which must come out the same each time.
      source: { ...sourceOf(recordings.get(job.recordingId)), name: job.recordingName },
      voice: libraryVoice.converterVoice,
    };
    const request = {
      ...sung,
      jobId: job.id,
      takeFolder: ports.takeFiles.folderOf(job.takeId),
      recipe,
      learnedCosts: parts.learnedCosts(recipe.converterId),
      exportTo: await nameJobExport(parts, { job, voice: libraryVoice.voice, sung, signal }),
      voiceLabel: voiceLabelOf(libraryVoice.voice),
    };
    const result = await ports.inference
      .request('render', request, { signal, onProgress })
      .catch((error: unknown) => rejectWithDamage(voices, libraryVoice, error));
    const take = ports.takes.get(job.takeId);
    if (take) ports.takes.save({ ...take, recipe, durationSec: result.durationSec });
    return result;
  };
}
