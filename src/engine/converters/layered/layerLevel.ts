import type { Analysis } from '../../analysis/types.ts';
import type { VoiceLayer } from '../../effects/types.ts';
import type { Performance } from '../../perform/types.ts';
import { layerSpectra, type SungVoice } from '../resynth/layerSound.ts';
import { powerOfMoment } from './momentPower.ts';

/** Below the loudest frame by more than this, a frame is a pause. */
const activeRangeDb = 40;
/** Neighbouring frames say nearly the same. */
const stepFrames = 2;
/** 3 s: what a render from the start needs anyway, so the first sound does not come later for it. */
const mostFrames = 300;

/**
 * Gain that brings layers together to a wanted power: that of a sum of voices that are late and detuned is the sum of their
 * powers.
 * @param powers of each layer without its own gain
 */
export function gainToPower(layers: readonly VoiceLayer[], powers: readonly number[], wanted: number): number {
  const power = layers.reduce((sum, { gain }, index) => sum + gain ** 2 * powers[index], 0);
  return wanted > 0 && power > 0 ? Math.sqrt(wanted / power) : 1;
}

/** Power of a layer over frames of the performance, without its own gain and as if it were in time. */
export function powerOfLayer(voice: SungVoice, layer: VoiceLayer, frames: readonly number[]): number {
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

type Heard = Pick<Performance, 'frameCount' | 'gain' | 'sourceFrame'>;
type Levels = Pick<Analysis, 'frameCount' | 'levelDb'>;

/** Frames that layers are compared over: every second one of the first 3 s that are heard. */
export function comparedFrames(performance: Heard, analysis: Levels): number[] {
  return heardFrames(performance, analysis)
    .filter((_, index) => index % stepFrames === 0)
    .slice(0, mostFrames);
}

function heardFrames({ frameCount, gain, sourceFrame }: Heard, analysis: Levels): number[] {
  let loudestDb = -Infinity;
  for (const levelDb of analysis.levelDb) loudestDb = Math.max(loudestDb, levelDb);
  const heard: number[] = [];
  for (let frame = 0; frame < frameCount; frame++) {
    const source = Math.min(Math.max(Math.round(sourceFrame[frame]), 0), analysis.frameCount - 1);
    if (gain[frame] > 0 && analysis.levelDb[source] > loudestDb - activeRangeDb) heard.push(frame);
  }
  return heard;
}
