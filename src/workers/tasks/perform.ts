import { formatKey } from '../../contract/music.ts';
import type { RenderRequest } from '../../contract/inference.ts';
import type { Notice } from '../../contract/notices.ts';
import { readTakeFile, writeTakeFile } from '../../adapters/takes/takeFiles.ts';
import { pitchRange } from '../../engine/analysis/range.ts';
import { readTakePlan, thinTimeMap, writeTakePlan } from '../../adapters/takes/takePlan.ts';
import { finishSettings } from '../../engine/finish/registry.ts';
import { performMelody } from '../../engine/perform/melody/performMelody.ts';
import { performSettings } from '../../engine/perform/registry.ts';
import type { Performance } from '../../engine/perform/types.ts';
import type { DspTask, TaskContext } from '../taskTypes.ts';
import { openConverter } from './converter.ts';
import { layingInputOf } from './melodyInput.ts';
import { performanceOf, settingsOf } from './performance.ts';
import { openRecording, pathsOfRecording, type OpenRecording } from './recordingFiles.ts';
import { cachedStage, startTimer } from './stageTimer.ts';
import { followsMelody } from './takePerformance.ts';

/** Peaks above this would be clipped while a render is listened to, dBTP. */
const highestPeakDb = -1;

/** Decides how the recording is sung, and writes down what is known of the take by then. */
export const performTake: DspTask<'perform'> = async (request, context) => {
  const there = await readTakeFile(request.takeFolder);
  if (there && (await hasItsPlan(request)))
    return { ...cachedStage(there.durationSec), durationSec: there.durationSec };
  const elapsedSec = startTimer();
  const { recipe } = request;
  const recording = await openRecording(pathsOfRecording(context, request.source, recipe.pitchExtractor.id));
  try {
    const { performance, timeMap, notices } = await decide(request, recording, context);
    const { converter, close } = await openConverter({ request, recording, performance, context });
    await close();
    const { sampleRate, sampleCount } = converter;
    const durationSec = sampleCount / sampleRate;
    const allNotices: Notice[] = [...notices, ...(converter.notices ?? [])];
    const { lowMidi, highMidi } = pitchRange(performance.f0Hz);
    const take = {
      version: 1,
      recipe,
      durationSec,
      sampleRate,
      sampleCount,
      key: formatKey(performance.key),
      transposeSt: performance.transposeSt,
      lowMidi,
      highMidi,
      provisionalGainDb: provisionalGainDb(recording, settingsOf(finishSettings, recipe.settings).loudnessLufs),
      timeMap,
      notices: allNotices,
    } as const;
    await writeTakeFile(request.takeFolder, take, performance.f0Hz);
    return { workSec: elapsedSec(), audioSec: durationSec, durationSec };
  } finally {
    recording.signal.close();
  }
};

/** A plan that was lost or damaged is made again, rather than have the take fail each time it is asked for. */
async function hasItsPlan({ recipe, takeFolder }: RenderRequest): Promise<boolean> {
  return !followsMelody(recipe.settings) || (await readTakePlan(takeFolder)) !== undefined;
}

type Decided = {
  readonly performance: Performance;
  readonly timeMap: [number, number][];
  readonly notices: Notice[];
};

/** Authors the performance; one that follows a melody leaves its plan with the take. */
async function decide(request: RenderRequest, recording: OpenRecording, context: TaskContext): Promise<Decided> {
  const { recipe, voice, takeFolder } = request;
  if (!followsMelody(recipe.settings)) {
    return { performance: performanceOf(recording.analysis, voice, recipe), timeMap: [], notices: [] };
  }
  const input = await layingInputOf(request, recording, recipe.pitchExtractor.id, context);
  const settings = settingsOf(performSettings, recipe.settings);
  const { performance, plan, notices } = performMelody(input, settings, voice, recipe.seed);
  await writeTakePlan(takeFolder, plan);
  return { performance, timeMap: thinTimeMap(plan), notices: [...notices] };
}

/** What would bring the recording to the wanted loudness: near enough to listen to a take before it is finished. */
function provisionalGainDb({ loudnessLufs, truePeakDb }: OpenRecording, wantedLufs: number | 'off'): number {
  if (wantedLufs === 'off' || loudnessLufs === null || truePeakDb === null) return 0;
  return Math.min(wantedLufs - loudnessLufs, highestPeakDb - truePeakDb);
}
