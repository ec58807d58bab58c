import type { EffectStep } from '../../../contract/settings/effects.ts';
import { defaultsOf } from '../../../contract/settings/defaults.ts';
import { layersOf, voiceStepsOf } from '../../effects/chain.ts';
import { dryLayer, isAsPerformed } from '../../effects/layers.ts';
import type { VoiceLayer } from '../../effects/types.ts';
import { freshVocoderFrames } from '../../vocoder/analyser.ts';
import { frameHop } from '../../vocoder/frames.ts';
import { longestDelayFrames, openLayerSound, type LayerSound, type SungVoice } from '../resynth/layerSound.ts';
import { neutralPreset } from '../resynth/preset.ts';
import { resynth } from '../resynth/resynth.ts';
import { resynthSettings } from '../resynth/settings.ts';
import { rowReachFrames } from '../resynth/sourceRows.ts';
import { sungVoiceOf } from '../resynth/sungVoice.ts';
import type { Chunk, Converter, ConverterInput, ConverterModule } from '../types.ts';
import { keptFrames } from './keptFrames.ts';
import { gainToDryLevel } from './layerLevel.ts';
import { TakeWindow } from './takeWindow.ts';

/** All layers are sung piece by piece, so that they share the frames they read. */
const pieceSec = 1;
/** Blocks of frames that one piece and its surroundings take. */
const blocksKept = 40;
/** Places at which layers are compared with the voice; frames that are not stored yet cost more. */
const storedPlaces = 48;
const freshPlaces = 16;
/** What analysis and synthesis of a frame reach beyond it, on top of rows: the longest pitch window and transform. */
const windowReachFrames = 40;

export type VoiceEffectsRequest = {
  readonly module: ConverterModule;
  readonly input: ConverterInput;
  /** The whole chain; steps that are no voice effects are left to the finish. */
  readonly steps: readonly EffectStep[];
  /** Called between pieces; throws to stop. */
  readonly checkpoint: () => void;
};

/**
 * A converter whose voice sings through a chain of voice effects. The built-in converter's layers are sung from the recording's
 * frames; any other converter's output is taken apart by the vocoder first, with the pitch it was told to sing.
 */
export async function openWithVoiceEffects(request: VoiceEffectsRequest): Promise<Converter> {
  const { module, input } = request;
  const steps = voiceStepsOf(request.steps);
  if (steps.length === 0) return module.open(input);
  const { id }: { readonly id: string } = resynth;
  return module.id === id ? openRecorded(request, steps) : openSung(await module.open(input), request, steps);
}

function openRecorded({ input, checkpoint }: VoiceEffectsRequest, steps: readonly EffectStep[]): Converter {
  const { analysis, performance, seed } = input;
  const { voice: plain, f0Hz } = sungVoiceOf(input);
  const voice = { ...plain, vocoder: keptFrames(plain.vocoder, blocksKept) };
  const dry = dryLayer({ f0Hz }, seed);
  const layers = layersOf(steps, dry, { analysis, performance });
  const level = gainToDryLevel({ voice, dry, layers, analysis, places: storedPlaces });
  const sounds = layers.map((layer) => openLayerSound(voice, layer));
  return {
    sampleRate: voice.source.sampleRate,
    sampleCount: voice.sampleCount,
    render: ({ startSample }, chunkSamples) =>
      renderPieces({ voice, layers, sounds, level, prepare: checkpoint }, startSample, chunkSamples),
  };
}

function openSung(
  base: Converter,
  { input, checkpoint }: VoiceEffectsRequest,
  steps: readonly EffectStep[],
): Converter {
  const { analysis, seed } = input;
  const performance = { ...input.performance, f0Hz: heardPitch(input) };
  const dry = dryLayer(performance, seed);
  const layers = layersOf(steps, dry, { analysis, performance });
  const window = new TakeWindow(base);
  const voice = voiceOfTake(window, performance);
  const level = gainToDryLevel({ voice: recordedVoice(input), dry, layers, analysis, places: freshPlaces });
  const sounds = layers.map((layer) =>
    isAsPerformed(layer, performance) ? samplesOf(window) : openLayerSound(voice, layer),
  );
  const delayFrames = layers.reduce((most, layer) => Math.max(most, longestDelayFrames(layer)), 0);
  const holdFrames = layers.reduce((most, layer) => Math.max(most, layer.envelopeHoldMs / 5), 0);
  const reach = Math.ceil((rowReachFrames + windowReachFrames + delayFrames + holdFrames) * voice.hop);
  const prepare = async (start: number, end: number): Promise<void> => {
    checkpoint();
    await window.moveTo(start - reach, end + reach);
  };
  return {
    sampleRate: base.sampleRate,
    sampleCount: base.sampleCount,
    ...(base.notices ? { notices: base.notices } : {}),
    ...(base.chunkSamplesAt ? { chunkSamplesAt: base.chunkSamplesAt } : {}),
    render: ({ startSample }, chunkSamples) =>
      renderPieces({ voice, layers, sounds, level, prepare }, startSample, chunkSamples),
  };
}

type Layered = {
  readonly voice: SungVoice;
  readonly layers: readonly VoiceLayer[];
  readonly sounds: readonly LayerSound[];
  readonly level: number;
  /** Makes samples [start, end) ready to be sung. */
  readonly prepare: (start: number, end: number) => void | Promise<void>;
};

async function* renderPieces(
  layered: Layered,
  startSample: number,
  chunkSamples: (startSample: number) => number,
): AsyncGenerator<Chunk> {
  const { sampleCount, source } = layered.voice;
  const pieceSamples = Math.round(pieceSec * source.sampleRate);
  for (let start = startSample; start < sampleCount;) {
    const end = Math.min(start + Math.max(1, Math.floor(chunkSamples(start))), sampleCount);
    const samples = new Float32Array(end - start);
    for (let from = start; from < end; from += pieceSamples) {
      const to = Math.min(end, from + pieceSamples);
      await layered.prepare(from, to);
      samples.set(sumOfLayers(layered, from, to), from - start);
    }
    // Every sample is a function of its position alone, so there is nothing to hand on.
    yield { startSample: start, samples, resume: {} };
    start = end;
  }
}

function sumOfLayers({ layers, sounds, level }: Layered, start: number, end: number): Float64Array {
  const sum = new Float64Array(end - start);
  sounds.forEach((sound, index) => {
    const gain = level * layers[index].gain;
    const samples = sound.render(start, end);
    for (let i = 0; i < sum.length; i++) sum[i] += gain * samples[i];
  });
  return sum;
}

/** The pitch that will be in the take: the authored one, or the recording's where the voice cannot be told any. */
function heardPitch({ analysis, imported, performance }: ConverterInput): Float64Array {
  if (imported?.voice.hasPitch !== false) return performance.f0Hz;
  const last = analysis.frameCount - 1;
  return performance.sourceFrame.map((frame) => analysis.f0Hz[Math.min(last, Math.max(0, Math.round(frame)))]);
}

/** A take as something to be sung again: its own time, its own sound, its gain in it already. */
function voiceOfTake(window: TakeWindow, performance: ConverterInput['performance']): SungVoice {
  const { f0Hz, frameCount } = performance;
  return {
    source: window,
    vocoder: keptFrames(freshVocoderFrames(window, f0Hz), blocksKept),
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

/** The recording sung as it is: what effects do to its level they do to another voice's too, nearly. */
function recordedVoice(input: ConverterInput): SungVoice {
  const vocoder = keptFrames(freshVocoderFrames(input.source, input.analysis.f0Hz), Infinity);
  const voice = { ...input.voice, preset: {} };
  return sungVoiceOf({ ...input, vocoder, voice, settings: {} }).voice;
}

/** What the converter itself sings. */
function samplesOf(window: TakeWindow): LayerSound {
  return { render: (start, end) => Float32Array.from(window.read(start, end - start)) };
}
