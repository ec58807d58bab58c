import type { HostConfig, RenderRequest, RenderResult } from '../contract/inference.ts';
import { followsMelody } from './tasks/takePerformance.ts';
import { openTakeFolder, readFinishedFile } from '../adapters/takes/takeFiles.ts';
import type { Pools, TaskOptions } from './pools.ts';
import type { Recordings } from './recordings.ts';
import { RenderStages, type RenderOptions } from './renderStages.ts';
import type { StageSpeeds } from './stageSpeeds.ts';
import { contentNetworkOf, voiceFileOf } from './tasks/importedVoice.ts';
import type { DspTasks, StageWork } from './taskTypes.ts';

/** Share of the analysis that pitch and syllables take where content is listened to besides. */
const pitchShare = 0.25;

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
  const noticesBefore = pools.models.notices.length;
  const stages = new RenderStages({ jobId, recipe, config, deviceOf: () => pools.models.deviceInUse }, speeds, options);
  stages.durationSec = source.durationSec ?? 0;
  const release = recordings.claimForRender(source);
  try {
    await openTakeFolder(request.takeFolder);
    // A finished take needs its recording no more, wherever that has gone.
    if (!(await readFinishedFile(request.takeFolder))) {
      const decoded = await stages.run('decode', (run) => recordings.decode(source, run));
      stages.durationSec = decoded.durationSec;
      await stages.run('analyse', (run) => listen(request, recordings, run));
      const performed = await stages.run('perform', (run) => pools.run('perform', request, run));
      stages.durationSec = performed.durationSec;
      const converted = await stages.run('convert', (run) => pools.run('convert', request, run));
      stages.move(converted.vocoderSec, 'convert', 'analyse');
      await stages.run('finish', (run) => pools.run('finish', request, run));
    }
    const exported = exportTo && (await stages.run('encode', (run) => encode(request, { pools, recordings }, run)));
    const outputPath = exported?.path ?? null;
    const { notices, durationSec } = await finishedTake(request.takeFolder);
    return {
      notices: [...notices, ...pools.models.notices.slice(noticesBefore)],
      durationSec,
      outputPath,
      device: pools.models.deviceInUse,
      stages: await stages.complete(outputPath),
    };
  } catch (error) {
    await stages.fail(error);
    throw error;
  } finally {
    release();
  }
}

/** Music that goes under the file is decoded first, if nothing asked for it before. */
async function encode(
  request: RenderRequest,
  { pools, recordings }: Pick<RenderSurroundings, 'pools' | 'recordings'>,
  run: TaskOptions,
): Promise<DspTasks['encode']['output']> {
  const { backing, exportTo } = request;
  if (backing && exportTo?.withBacking === true) {
    await recordings.decode(backing.source, { ...run, onProgress: () => undefined });
  }
  return pools.run('encode', request, run);
}

/** Everything that is measured for a take: with an imported voice what is said, too; for a melody the guide and the backing. */
async function listen(request: RenderRequest, recordings: Recordings, run: TaskOptions): Promise<StageWork> {
  const heard = await listenToRecording(request, recordings, run);
  if (followsMelody(request.recipe.settings)) {
    await recordings.prepareExtras(request, { ...run, onProgress: () => undefined });
  }
  return heard;
}

async function listenToRecording(
  { source, voice, recipe }: RenderRequest,
  recordings: Recordings,
  run: TaskOptions,
): Promise<StageWork> {
  const request = { source, extractorId: recipe.pitchExtractor.id };
  if (voice.folder === null) return recordings.analyse(request, run);
  const analysed = await recordings.analyse(request, partOfRun(run, 0, pitchShare));
  const { featureWidth } = (await voiceFileOf(voice.folder)).voice;
  const content = { source, network: contentNetworkOf(featureWidth), width: featureWidth };
  return joinedWork(analysed, await recordings.listen(content, partOfRun(run, pitchShare, 1)));
}

function partOfRun(run: TaskOptions, from: number, to: number): TaskOptions {
  return { ...run, onProgress: (doneRatio) => run.onProgress?.(from + (to - from) * doneRatio) };
}

function joinedWork(first: StageWork, second: StageWork): StageWork {
  const workSec =
    first.workSec === null && second.workSec === null ? null : (first.workSec ?? 0) + (second.workSec ?? 0);
  return { workSec, audioSec: second.audioSec };
}

async function finishedTake(takeFolder: string): Promise<Pick<RenderResult, 'notices' | 'durationSec'>> {
  const finished = await readFinishedFile(takeFolder);
  if (!finished) throw new Error(`${takeFolder} was removed while it was rendered`);
  return finished;
}
