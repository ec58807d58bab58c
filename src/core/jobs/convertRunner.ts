import type { CorePorts } from '../ports.ts';
import { sourceOf } from '../recordings/analysisRuns.ts';
import type { RecordingService } from '../recordings/service.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import type { JobRunner } from './runner.ts';

export type ConvertRunnerParts = {
  readonly ports: Pick<CorePorts, 'inference' | 'takeFiles' | 'takes'>;
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
};

/** Renders a take; the host goes on from the whole chunks in the take's folder. */
export function createConvertRunner({ ports, recordings, voices }: ConvertRunnerParts): JobRunner {
  return async (job, { signal, onProgress }) => {
    const request = {
      jobId: job.id,
      takeFolder: ports.takeFiles.folderOf(job.takeId),
      source: sourceOf(recordings.get(job.recordingId)),
      voice: voices.find(job.voiceId).converterVoice,
      recipe: job.recipe,
      exportTo: job.exportTo,
    };
    const result = await ports.inference.request('render', request, { signal, onProgress });
    ports.takes.saveDuration(job.takeId, result.durationSec);
    return result;
  };
}
