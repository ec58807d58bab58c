import { frameSec } from '../../../contract/recordings.ts';
import type { VoiceLayer } from '../../effects/types.ts';
import type { Performance } from '../../perform/types.ts';
import { HarmonicPhase } from '../../vocoder/harmonicPhase.ts';
import { HarmonicSynthesis } from '../../vocoder/harmonicSynthesis.ts';
import { PulseTrain } from '../../vocoder/pulseTrain.ts';
import { PulseSynthesis, type SpectraAt } from '../../vocoder/synthesis.ts';
import { withGain } from '../performanceGain.ts';
import type { AudioSource, VocoderFrames } from '../types.ts';
import { spectraOf } from './editLayer.ts';
import type { ResynthPreset } from './preset.ts';
import type { ResynthSettings } from './settings.ts';
import { SourceRows } from './sourceRows.ts';
import { presetLogGain, VoicedTimbre } from './timbre.ts';
import { delayedGain, delayedPitch, delayedVoicing, placeOf } from './layerTime.ts';

/** What all layers of a take have in common. */
export type SungVoice = {
  readonly source: Pick<AudioSource, 'sampleRate'>;
  readonly vocoder: VocoderFrames;
  /** [frames of the vocoder] the pitch they were taken with, 0 = unvoiced */
  readonly frameF0Hz: Float64Array;
  readonly performance: Performance;
  readonly preset: ResynthPreset;
  readonly settings: ResynthSettings;
  /** Samples of a frame; fractional where the rate asks for it. */
  readonly hop: number;
  /** Of the take. */
  readonly sampleCount: number;
};

/** Samples [start, end) of a layer, with the performance's gain and without the layer's own. */
export type LayerSound = { render(start: number, end: number): Float32Array<ArrayBuffer> };

/** Opens one layer: every sample is a function of its position alone. */
export function openLayerSound(voice: SungVoice, layer: VoiceLayer): LayerSound {
  const { performance, hop } = voice;
  const gain = delayedGain(performance.gain, layer.delaySec);
  const { synthesis, phase } = openSynthesis(voice, layer);
  const voicing = layer.cycleGains.length > 0 ? delayedVoicing(layer) : null;
  return {
    render(start, end) {
      const samples = synthesis.render(start, end);
      if (voicing) swing(samples, start, { layer, phase, voicing, hop });
      return withGain(samples, start, { gain, frameCount: performance.frameCount }, hop);
    },
  };
}

type Phase = { fillCycles(startSample: number, cycles: Float64Array): void };
type Synthesis = { render(start: number, end: number): Float64Array };

function openSynthesis(voice: SungVoice, layer: VoiceLayer): { synthesis: Synthesis; phase: Phase } {
  const { hop, sampleCount, settings, source, vocoder } = voice;
  const { fftSize } = vocoder;
  const { seed } = layer;
  const f0Hz = delayedPitch(layer);
  const spectraAt = layerSpectra(voice, layer);
  if (settings.synthesis === 'smooth') {
    const phase = new HarmonicPhase(f0Hz, hop);
    const { sampleRate } = source;
    return { synthesis: new HarmonicSynthesis({ fftSize, sampleRate, hop, f0Hz, phase, spectraAt, seed }), phase };
  }
  const pulses = new PulseTrain(f0Hz, hop);
  return { synthesis: new PulseSynthesis({ fftSize, hop, sampleCount, pulses, spectraAt, seed }), phase: pulses };
}

/** Spectra of a layer at frames of the take. */
export function layerSpectra(voice: SungVoice, layer: VoiceLayer): SpectraAt {
  const { performance, preset, settings, source, vocoder } = voice;
  const { f0Hz } = layer;
  const binCount = vocoder.fftSize / 2 + 1;
  const binHz = source.sampleRate / vocoder.fftSize;
  const rows = new SourceRows(source, vocoder, voice.frameF0Hz, {
    formantRatio: performance.formantRatio * preset.formantRatio * layer.formantRatio,
    logGain: presetLogGain(preset, binCount, binHz),
  });
  const timbre = new VoicedTimbre(settings, preset, binCount, binHz);
  const envelopeHoldMs = Math.max(preset.envelopeHoldMs, layer.envelopeHoldMs);
  const performed = spectraOf({ rows, performance, f0Hz, timbre, envelopeHoldMs, binCount });
  if (layer.edits.length === 0 && layer.delaySec === null) return performed;
  const edits = layer.edits.map((edit) => edit({ binCount, binHz }));
  const last = f0Hz.length - 1;
  return (framePosition, isVoiced) => {
    const frame = placeOf(framePosition, layer.delaySec);
    const spectra = performed(frame, isVoiced);
    if (!spectra) return null;
    const moment = { frame, f0Hz: f0Hz[Math.min(Math.round(frame), last)] };
    for (const edit of edits) edit(moment, spectra);
    return spectra;
  };
}

type Swing = {
  readonly layer: VoiceLayer;
  readonly phase: Phase;
  /** [frames] 0 … 1, how far the gains apply */
  readonly voicing: Float32Array;
  readonly hop: number;
};

/** Applies the gains that move with the voice's cycles, in place. */
function swing(samples: Float64Array, start: number, { layer, phase, voicing, hop }: Swing): void {
  const cycles = new Float64Array(samples.length);
  phase.fillCycles(start, cycles);
  const last = voicing.length - 1;
  for (let i = 0; i < samples.length; i++) {
    const position = (start + i) / hop;
    const frame = Math.min(Math.floor(position), last);
    const next = Math.min(frame + 1, last);
    const share = voicing[frame] + Math.min(1, position - frame) * (voicing[next] - voicing[frame]);
    if (share === 0) continue;
    for (const gain of layer.cycleGains) samples[i] *= 1 + share * (gain.at(cycles[i]) - 1);
  }
}

/** The greatest delay of a layer, frames. */
export function longestDelayFrames({ delaySec }: VoiceLayer): number {
  let longest = 0;
  if (delaySec) for (const sec of delaySec) longest = Math.max(longest, sec);
  return longest / frameSec;
}
