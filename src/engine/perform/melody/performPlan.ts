import type { ConverterVoice } from '../../../contract/inference.ts';
import { midiToHz, parseKey } from '../../../contract/music.ts';
import type { Plan } from '../../../contract/melody/plan.ts';
import { framesPerSec } from '../../analysis/frames.ts';
import type { Analysis } from '../../analysis/types.ts';
import { clampPitch } from '../pitchLimits.ts';
import type { PerformSettings } from '../registry.ts';
import { keyOf } from '../scale.ts';
import type { Performance, TargetNote } from '../types.ts';
import { medianPitch, suggestOctaves } from './octave.ts';
import { restGain } from './restGain.ts';
import { sourceFramesOf } from './takeTime.ts';

/** Beyond an octave from the speech, throats are not the same: formants follow by this part of the distance. */
const farSt = 12;
const formantsPerSt = 0.12;

/**
 * A plan as it will be sung. Pure: the plan, the recording's analysis and these settings give the same arrays always, so a
 * take's plan.json is enough to go on from.
 *
 * Voiced where the recording is, and inside vowels in any case.
 *
 * @param plan of this recording, with a curve
 */
export function performPlan(
  plan: Plan,
  analysis: Analysis,
  settings: Pick<PerformSettings, 'formantSt' | 'key'>,
  voice: Pick<ConverterVoice, 'rangeMidi' | 'folder'>,
): Performance {
  const sourceFrame = sourceFramesOf(plan, analysis.frameCount);
  const rests = restGain(plan, sourceFrame, analysis);
  const written = plan.notes.map((note) => ({ ...note, midi: note.midi - plan.transposeSt }));
  return {
    frameCount: sourceFrame.length,
    f0Hz: pitchOf(plan, analysis, sourceFrame, rests),
    sourceFrame,
    formantRatio: 2 ** ((settings.formantSt + formantsFollow(plan, analysis, voice)) / 12),
    gain: gainOf(plan, rests),
    notes: plan.notes.map(targetNote),
    key: keyOf(settings.key, parseKey(plan.key) ?? null),
    transposeSt: plan.transposeSt,
    suggestedTransposeSt: suggestOctaves(written, analysis.medianMidi, voice.rangeMidi),
  };
}

/** In a rest nothing is sung, whatever the recording holds where it stands still meanwhile. */
function pitchOf(
  { curve, syllables }: Plan,
  analysis: Analysis,
  sourceFrame: Float64Array,
  rests: Float32Array,
): Float64Array {
  const isVoiced = Uint8Array.from(analysis.f0Hz, (hz) => (hz > 0 ? 1 : 0));
  for (const { vowelStartSec, vowelEndSec } of syllables) {
    isVoiced.fill(1, Math.round(vowelStartSec * framesPerSec), Math.round(vowelEndSec * framesPerSec));
  }
  if (!curve || curve.length === 0) return new Float64Array(sourceFrame.length);
  const last = curve.length - 1;
  return sourceFrame.map((place, frame) =>
    isVoiced[Math.round(place)] === 1 && rests[frame] > 0 ? clampPitch(midiToHz(curve[Math.min(frame, last)])) : 0,
  );
}

function gainOf({ dynamicsDb }: Plan, rests: Float32Array): Float32Array {
  if (!dynamicsDb || dynamicsDb.length === 0) return rests;
  const last = dynamicsDb.length - 1;
  return rests.map((rest, frame) => rest * 10 ** (dynamicsDb[Math.min(frame, last)] / 20));
}

/** Semitones that formants move with a melody far from the speech; imported voices sing with their own throat. */
function formantsFollow(plan: Plan, analysis: Analysis, { folder }: Pick<ConverterVoice, 'folder'>): number {
  if (folder !== null || analysis.medianMidi === null) return 0;
  const distanceSt = medianPitch(plan.notes) - analysis.medianMidi;
  return Math.abs(distanceSt) > farSt ? formantsPerSt * distanceSt : 0;
}

function targetNote({ startSec, endSec, midi }: Plan['notes'][number]): TargetNote {
  const start = Math.round(startSec * framesPerSec);
  return { start, end: Math.max(start + 1, Math.round(endSec * framesPerSec)), midi };
}
