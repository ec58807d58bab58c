import type { Analysis } from '../../analysis/types.ts';
import type { VoiceLayer } from '../../effects/types.ts';
import { layerSpectra, type SungVoice } from '../resynth/layerSound.ts';
import { powerOfMoment } from './momentPower.ts';

/** Below the loudest frame by more than this, a frame is a pause. */
const activeRangeDb = 40;
/** Frames looked at in one place, and the distance between them: close together, as frames are read in blocks. */
const framesInPlace = 8;
const stepFrames = 2;

export type LevelInput = {
  /** A voice that has the spectra of the take, or such as behave alike. */
  readonly voice: SungVoice;
  readonly dry: VoiceLayer;
  readonly layers: readonly VoiceLayer[];
  readonly analysis: Pick<Analysis, 'frameCount' | 'levelDb'>;
  /** Places looked at, spread evenly over what is heard. */
  readonly places: number;
};

/**
 * Gain that brings layers together to the level of the voice without effects, from their spectra at some places: the power of
 * a sum of voices that are late and detuned is the sum of their powers.
 */
export function gainToDryLevel({ voice, dry, layers, analysis, places }: LevelInput): number {
  const frames = heardFrames(voice, analysis, places);
  const wanted = powerOf(voice, dry, frames);
  const power = layers.reduce((sum, layer) => sum + layer.gain ** 2 * powerOf(voice, layer, frames), 0);
  return wanted > 0 && power > 0 ? Math.sqrt(wanted / power) : 1;
}

/** Power of a layer over frames, without its own gain and as if it were in time. */
function powerOf(voice: SungVoice, layer: VoiceLayer, frames: readonly number[]): number {
  const spectraAt = layerSpectra(voice, { ...layer, delaySec: null });
  const swing = layer.cycleGains.reduce((product, { meanPower }) => product * meanPower, 1);
  const { sampleRate } = voice.source;
  const grid = { sampleRate, fftSize: voice.vocoder.fftSize, synthesis: voice.settings.synthesis };
  let total = 0;
  for (const frame of frames) {
    const isVoiced = layer.f0Hz[frame] > 0;
    const spectra = spectraAt(frame, isVoiced);
    if (!spectra) continue;
    const power = powerOfMoment(spectra, layer.f0Hz[frame], grid) * voice.performance.gain[frame] ** 2;
    total += isVoiced ? power * swing : power;
  }
  return total;
}

/** Frames of the performance to look at. */
function heardFrames({ performance }: SungVoice, analysis: LevelInput['analysis'], places: number): number[] {
  const { frameCount, gain, sourceFrame } = performance;
  let loudestDb = -Infinity;
  for (const levelDb of analysis.levelDb) loudestDb = Math.max(loudestDb, levelDb);
  const isHeard = (frame: number): boolean => {
    const source = Math.min(Math.max(Math.round(sourceFrame[frame]), 0), analysis.frameCount - 1);
    return gain[frame] > 0 && analysis.levelDb[source] > loudestDb - activeRangeDb;
  };
  const heard: number[] = [];
  for (let frame = 0; frame < frameCount; frame++) if (isHeard(frame)) heard.push(frame);
  const looked = new Set<number>();
  for (let place = 0; place < places; place++) {
    const first = Math.floor((heard.length * (place + 0.5)) / places) - (framesInPlace * stepFrames) / 2;
    for (let i = 0; i < framesInPlace; i++) {
      const index = first + i * stepFrames;
      if (index >= 0 && index < heard.length) looked.add(heard[index]);
    }
  }
  return [...looked];
}
