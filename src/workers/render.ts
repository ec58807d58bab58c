import { mkdir } from 'node:fs/promises';
import type { HostConfig, RenderRequest, RenderResult } from '../contract/inference.ts';
import { readFinishedFile } from '../adapters/takes/takeFiles.ts';
import type { Pools } from './pools.ts';
import type { Recordings } from './recordings.ts';
import { RenderStages, type RenderOptions } from './renderStages.ts';
import type { StageSpeeds } from './stageSpeeds.ts';

export type RenderSurroundings = {
  readonly config: HostConfig;
  readonly pools: Pools;
  readonly recordings: Recordings;
  readonly speeds: StageSpeeds;
};

/**
 * A take, from the recording as brought to the exported file. Every stage leaves whole files behind and finds those of an
 * earlier attempt, so that a render killed anywhere and asked for again ends with the same bits.
 * @throws AppError of the stage that failed; CANCELLED soon after the signal
 */
export async function render(
  request: RenderRequest,
  { config, pools, recordings, speeds }: RenderSurroundings,
  options: RenderOptions,
): Promise<RenderResult> {
  const { jobId, recipe, source, exportTo } = request;
  const stages = new RenderStages({ jobId, recipe, config }, speeds, options);
  stages.durationSec = source.durationSec ?? 0;
  const release = recordings.claimForRender(source);
  try {
    await mkdir(request.takeFolder, { recursive: true });
    // A finished take needs its recording no more, wherever that has gone.
    if (!(await readFinishedFile(request.takeFolder))) {
      const decoded = await stages.run('decode', (run) => recordings.decode(source, run));
      stages.durationSec = decoded.durationSec;
      await stages.run('analyse', (run) => recordings.analyse(source, run));
      const performed = await stages.run('perform', (run) => pools.run('perform', request, run));
      stages.durationSec = performed.durationSec;
      const converted = await stages.run('convert', (run) => pools.run('convert', request, run));
      stages.move(converted.vocoderSec, 'convert', 'analyse');
      await stages.run('finish', (run) => pools.run('finish', request, run));
    }
    const exported = exportTo && (await stages.run('encode', (run) => pools.run('encode', request, run)));
    const outputPath = exported?.path ?? null;
    const { notices, durationSec } = await finishedTake(request.takeFolder);
    return { notices, durationSec, outputPath, stages: await stages.complete(outputPath) };
  } catch (error) {
    await stages.fail(error);
    throw error;
  } finally {
    release();
  }
}

async function finishedTake(takeFolder: string): Promise<Pick<RenderResult, 'notices' | 'durationSec'>> {
  const finished = await readFinishedFile(takeFolder);
  if (!finished) throw new Error(`${takeFolder} was removed while it was rendered`);
  return finished;
}
