import { appendFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { ErrorEnvelope } from '../contract/errors.ts';
import type { Recipe, RenderStage, StageMeasure } from '../contract/jobs.ts';

type JobLogLine =
  | ({ readonly event: 'stage' } & StageMeasure)
  | { readonly event: 'completed'; readonly outputPath: string | null; readonly stages: readonly StageMeasure[] }
  | { readonly event: 'failed'; readonly stage: RenderStage; readonly error: ErrorEnvelope };

/** One JSON line per event of a job, `<logs>/<jobId>.jsonl`, among those of the queue (adapters/log/jobLogs.ts). */
export type JobLog = { write(line: JobLogLine): Promise<void> };

type LoggedJob = {
  readonly jobId: string;
  readonly recipe: Recipe;
  /** Where the networks of imported voices run at the moment. */
  readonly deviceOf: () => string;
};

/** A log that cannot be written never fails the job. */
export function openJobLog(logsFolder: string, { jobId, recipe, deviceOf }: LoggedJob): JobLog {
  const versions = {
    engine: recipe.engineVersion,
    pitchExtractor: `${recipe.pitchExtractor.id} ${recipe.pitchExtractor.version}`,
    node: process.versions.node,
  };
  return {
    async write(line) {
      const text = JSON.stringify({
        time: new Date().toISOString(),
        jobId,
        source: 'host',
        ...line,
        device: deviceOf(),
        versions,
      });
      try {
        await mkdir(logsFolder, { recursive: true });
        await appendFile(join(logsFolder, `${jobId}.jsonl`), `${text}\n`);
      } catch {
        // A full disk fails the job where its samples are written, with a better sentence.
      }
    },
  };
}
