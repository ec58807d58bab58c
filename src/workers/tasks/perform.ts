import { formatKey } from '../../contract/music.ts';
import { readTakeFile, writeTakeFile } from '../../adapters/takes/takeFiles.ts';
import { pitchRange } from '../../engine/analysis/range.ts';
import { finishSettings } from '../../engine/finish/registry.ts';
import type { DspTask } from '../taskTypes.ts';
import { openConverter } from './converter.ts';
import { performanceOf, settingsOf } from './performance.ts';
import { openRecording, pathsOfRecording, type OpenRecording } from './recordingFiles.ts';
import { cachedStage, startTimer } from './stageTimer.ts';

/** Peaks above this would be clipped while a render is listened to, dBTP. */
const highestPeakDb = -1;

/** Decides how the recording is sung, and writes down what is known of the take by then. */
export const performTake: DspTask<'perform'> = async (request, context) => {
  const there = await readTakeFile(request.takeFolder);
  if (there) return { ...cachedStage(there.durationSec), durationSec: there.durationSec };
  const elapsedSec = startTimer();
  const { recipe } = request;
  const recording = await openRecording(pathsOfRecording(context, request.source, recipe.pitchExtractor.id));
  try {
    const performance = performanceOf(recording.analysis, request.voice, recipe);
    const { converter, close } = await openConverter({ request, recording, performance, context });
    await close();
    const { sampleRate, sampleCount } = converter;
    const durationSec = sampleCount / sampleRate;
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
    } as const;
    await writeTakeFile(request.takeFolder, take, performance.f0Hz);
    return { workSec: elapsedSec(), audioSec: durationSec, durationSec };
  } finally {
    recording.signal.close();
  }
};

/** What would bring the recording to the wanted loudness: near enough to listen to a take before it is finished. */
function provisionalGainDb({ loudnessLufs, truePeakDb }: OpenRecording, wantedLufs: number | 'off'): number {
  if (wantedLufs === 'off' || loudnessLufs === null || truePeakDb === null) return 0;
  return Math.min(wantedLufs - loudnessLufs, highestPeakDb - truePeakDb);
}
