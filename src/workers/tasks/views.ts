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
import { thinTimeMap } from '../../adapters/takes/takePlan.ts';
import type { HostOperations } from '../../contract/inference.ts';
import type { Plan } from '../../contract/melody/plan.ts';
import type { Notice } from '../../contract/notices.ts';
import type { Performance } from '../../engine/perform/types.ts';
import { performMelody } from '../../engine/perform/melody/performMelody.ts';
import { performSettings } from '../../engine/perform/registry.ts';
import { layingInputOf } from './melodyInput.ts';
import { performanceOf, settingsOf } from './performance.ts';
import { extractorIdOf, openRecording, pathsOfRecording } from './recordingFiles.ts';
import { followsMelody } from './takePerformance.ts';

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
export const preview: DspTask<'preview'> = async (request, context) => {
  const { performance, plan, notices } = await previewed(request, context);
  const points = framePointsOf(performance.frameCount, request.maxPoints);
  const { lowMidi, highMidi } = pitchRange(performance.f0Hz);
  return {
    notes: performance.notes.map(({ start, end, midi }, index) => ({
      startSec: start * frameSec,
      endSec: end * frameSec,
      midi,
      text: plan ? textOf(plan, index) : null,
    })),
    pitch: { stepSec: points.stepSec, f0Hz: thinLine(performance.f0Hz, points, 3) },
    durationSec: plan ? plan.lengthSec : performance.frameCount * frameSec,
    timeMap: plan ? thinTimeMap(plan) : [],
    tempoBpm: plan?.tempoBpm ?? null,
    words: plan ? wordsOf(plan) : [],
    notices: [...notices],
    key: formatKey(performance.key),
    suggestedTransposeSt: performance.suggestedTransposeSt,
    transposeSt: performance.transposeSt,
    lowMidi,
    highMidi,
  };
};

type Previewed = {
  readonly performance: Performance;
  readonly plan: Plan | null;
  readonly notices: readonly Notice[];
};

async function previewed(
  request: HostOperations['preview']['input'],
  context: Parameters<DspTask<'preview'>>[1],
): Promise<Previewed> {
  const { source, voice, settings } = request;
  const extractorId = extractorIdOf(settings);
  const paths = pathsOfRecording(context, source, extractorId);
  if (!followsMelody(settings)) {
    const { analysis } = await needAnalysis(paths);
    return { performance: performanceOf(analysis, voice, { settings, seed: previewSeed }), plan: null, notices: [] };
  }
  const recording = await openRecording(paths);
  try {
    const input = await layingInputOf(request, recording, extractorId, context);
    return performMelody(input, settingsOf(performSettings, settings), voice, previewSeed);
  } finally {
    recording.signal.close();
  }
}

/** What is sung on a note: its syllables in one word, nothing on a melisma. */
function textOf({ notes, syllables }: Plan, index: number): string | null {
  const note = notes[index];
  if (!note || note.isMelisma) return null;
  const texts = syllables.slice(note.firstSyllable, note.firstSyllable + note.syllableCount).map(({ text }) => text);
  return texts.every((text) => text === null) ? null : texts.join('');
}

function wordsOf({ syllables }: Plan): { startSec: number; endSec: number; text: string }[] {
  return syllables.flatMap(({ startSec, endSec, text }) => (text === null ? [] : [{ startSec, endSec, text }]));
}

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
