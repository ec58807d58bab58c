import { frameSec } from '../../../contract/recordings.ts';
import { defaultsOf } from '../../../contract/settings/defaults.ts';
import type { EffectStep } from '../../../contract/settings/effects.ts';
import { layersOf } from '../../effects/chain.ts';
import { dryLayer, isAsPerformed } from '../../effects/layers.ts';
import type { VoiceLayer } from '../../effects/types.ts';
import type { Performance } from '../../perform/types.ts';
import { freshVocoderFrames } from '../../vocoder/analyser.ts';
import { frameHop } from '../../vocoder/frames.ts';
import { longestDelayFrames, openLayerSound, type SungVoice } from '../resynth/layerSound.ts';
import { neutralPreset } from '../resynth/preset.ts';
import { resynthSettings } from '../resynth/settings.ts';
import { rowReachFrames } from '../resynth/sourceRows.ts';
import type { Converter, ConverterInput } from '../types.ts';
import { keptFrames } from './keptFrames.ts';
import { comparedFrames, gainToPower, powerOfLayer, type ComparedFrame } from './layerLevel.ts';
import { blocksOfPiece, renderPieces } from './renderPieces.ts';
import { TakeWindow } from './takeWindow.ts';

/** What is heard of the take before its level is known: a render from the start needs nearly as much anyway. */
const comparedSec = 3;
/** What analysis and synthesis of a frame reach beyond it, on top of rows: the longest pitch window and transform. */
const windowReachFrames = 40;

export type SungAgainRequest = {
  /** What the converter was opened with. */
  readonly input: ConverterInput;
  readonly steps: readonly EffectStep[];
  readonly checkpoint: () => void;
};

/**
 * The take of any converter through voice effects: block by block it is taken apart by the vocoder, with the pitch it was told
 * to sing, and every layer that differs from it is put together anew. A layer that does not is the take itself.
 */
export async function openSungAgain(
  base: Converter,
  { input, steps, checkpoint }: SungAgainRequest,
): Promise<Converter> {
  const { analysis, seed } = input;
  const performance = { ...input.performance, f0Hz: heardPitch(input) };
  const layers = layersOf(steps, dryLayer(performance, seed), { analysis, performance }, checkpoint);
  const window = new TakeWindow(base);
  const voice = voiceOfTake(window, performance);
  const reach = Math.ceil(reachFrames(layers) * voice.hop);
  const prepare = async (start: number, end: number): Promise<void> => {
    checkpoint();
    await window.moveTo(start - reach, end + reach);
  };

  const frames = comparedFrames(performance, analysis, comparedSec);
  if (frames.length > 0) await prepare(frames[0].frame * voice.hop, frames[frames.length - 1].frame * voice.hop);
  const wanted = powerOfTake(window, frames, voice.hop);
  const powers = layers.map((layer) =>
    isAsPerformed(layer, performance) ? wanted : powerOfLayer(voice, layer, frames),
  );
  const level = gainToPower(layers, powers, wanted);
  const sounds = layers.map((layer) => (isAsPerformed(layer, performance) ? window : openLayerSound(voice, layer)));
  const { sampleCount, sampleRate } = base;
  return {
    sampleRate,
    sampleCount,
    ...(base.chunkSamplesAt ? { chunkSamplesAt: base.chunkSamplesAt } : {}),
    render: ({ startSample }, chunkSamples) =>
      renderPieces({ sampleRate, sampleCount, layers, sounds, level, prepare }, startSample, chunkSamples),
  };
}

/** The pitch that will be in the take: the authored one, or the recording's where the voice cannot be told any. */
function heardPitch({ analysis, imported, performance }: ConverterInput): Float64Array {
  if (imported?.voice.hasPitch !== false) return performance.f0Hz;
  const last = analysis.frameCount - 1;
  return performance.sourceFrame.map((frame) => analysis.f0Hz[Math.min(last, Math.max(0, Math.round(frame)))]);
}

/** A take as something to be sung again: its own time, its own sound, its gain in it already. */
function voiceOfTake(window: TakeWindow, performance: Performance): SungVoice {
  const { f0Hz, frameCount } = performance;
  return {
    source: window,
    vocoder: keptFrames(freshVocoderFrames(window, f0Hz), blocksOfPiece),
    frameF0Hz: f0Hz,
    performance: {
      ...performance,
      sourceFrame: Float64Array.from({ length: frameCount }, (_, frame) => frame),
      formantRatio: 1,
      gain: new Float32Array(frameCount).fill(1),
    },
    preset: neutralPreset,
    settings: defaultsOf(resynthSettings),
    hop: frameHop(window.sampleRate),
    sampleCount: window.sampleCount,
  };
}

/** Frames around a moment that any of the layers may look at. */
function reachFrames(layers: readonly VoiceLayer[]): number {
  const lateFrames = layers.map((layer) => longestDelayFrames(layer) + layer.envelopeHoldMs / (1000 * frameSec));
  return rowReachFrames + windowReachFrames + Math.max(...lateFrames);
}

/** Power of a take over frames, each heard for two frames around it. */
function powerOfTake(window: TakeWindow, frames: readonly ComparedFrame[], hop: number): number {
  const count = Math.round(2 * hop);
  return frames.reduce((sum, { frame, weight }) => {
    const samples = window.read(Math.round((frame - 1) * hop), count);
    return sum + (weight * samples.reduce((power, sample) => power + sample * sample, 0)) / count;
  }, 0);
}
