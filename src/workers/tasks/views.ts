import { formatKey } from '../../contract/music.ts';
import { frameSec } from '../../contract/recordings.ts';
import {
  readAnalysis,
  readPeaks,
  type AnalysisPaths,
  type StoredAnalysis,
} from '../../adapters/cache/analysisFolder.ts';
import { framePointsOf, thinLine, thinPeaks } from '../../adapters/cache/framePoints.ts';
import { viewTake } from '../../adapters/takes/takeView.ts';
import { pitchRange } from '../../engine/analysis/range.ts';
import type { Syllable } from '../../engine/analysis/types.ts';
import type { DspTask } from '../taskTypes.ts';
import { performanceOf } from './performance.ts';
import { extractorIdOf, pathsOfRecording } from './recordingFiles.ts';

/** A preview has no recipe yet; what is left to chance is drawn from this seed. */
const previewSeed = 0;

/** An analysed recording as it is drawn. */
export const analysisView: DspTask<'analysisView'> = async ({ source, maxPoints }, context) => {
  const paths = pathsOfRecording(context, source);
  const { analysis, loudnessLufs, truePeakDb } = await needAnalysis(paths);
  const points = framePointsOf(analysis.frameCount, maxPoints);
  const { key, medianMidi, lowMidi, highMidi } = analysis;
  return {
    durationSec: analysis.sampleCount / analysis.sampleRate,
    pitch: { stepSec: points.stepSec, f0Hz: thinLine(analysis.f0Hz, points, 3) },
    confidence: thinLine(analysis.confidence, points, 3),
    syllables: analysis.syllables.map(inSeconds),
    phraseCount: analysis.phrases.length,
    key: key && { key: formatKey(key.key), correlation: key.correlation },
    loudnessLufs,
    truePeakDb,
    medianMidi,
    lowMidi,
    highMidi,
    peaks: thinPeaks(await readPeaks(paths.peaks), points),
  };
};

/** What settings would sing on an analysed recording. */
export const preview: DspTask<'preview'> = async ({ source, voice, settings, maxPoints }, context) => {
  const { analysis } = await needAnalysis(pathsOfRecording(context, source, extractorIdOf(settings)));
  const performance = performanceOf(analysis, voice, { settings, seed: previewSeed });
  const points = framePointsOf(performance.frameCount, maxPoints);
  const { lowMidi, highMidi } = pitchRange(performance.f0Hz);
  return {
    notes: performance.notes.map(({ start, end, midi }) => ({
      startSec: start * frameSec,
      endSec: end * frameSec,
      midi,
    })),
    pitch: { stepSec: points.stepSec, f0Hz: thinLine(performance.f0Hz, points, 3) },
    key: formatKey(performance.key),
    suggestedTransposeSt: performance.suggestedTransposeSt,
    transposeSt: performance.transposeSt,
    lowMidi,
    highMidi,
  };
};

export const takeView: DspTask<'takeView'> = ({ takeFolder, maxPoints }) => viewTake(takeFolder, maxPoints);

function inSeconds(syllable: Syllable) {
  return {
    startSec: syllable.start * frameSec,
    endSec: syllable.end * frameSec,
    vowelStartSec: syllable.vowelStart * frameSec,
    vowelEndSec: syllable.vowelEnd * frameSec,
    nucleusSec: syllable.nucleus * frameSec,
  };
}

async function needAnalysis(paths: AnalysisPaths): Promise<StoredAnalysis> {
  const stored = await readAnalysis(paths);
  if (!stored) throw new Error(`${paths.folder} holds no analysis`);
  return stored;
}
