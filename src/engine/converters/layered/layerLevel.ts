import { framesPerSec } from '../../analysis/frames.ts';
import type { Analysis } from '../../analysis/types.ts';
import type { VoiceLayer } from '../../effects/types.ts';
import type { Performance } from '../../perform/types.ts';
import { layerSpectra, type SungVoice } from '../resynth/layerSound.ts';
import { powerOfMoment } from './momentPower.ts';

/** Below the loudest frame by more than this, a frame is a pause. */
const activeRangeDb = 40;
/** Neighbouring frames say nearly the same. */
const stepFrames = 4;

/** A frame that layers are compared at, and how much it counts. */
export type ComparedFrame = { readonly frame: number; readonly weight: number };

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
export function powerOfLayer(voice: SungVoice, layer: VoiceLayer, frames: readonly ComparedFrame[]): number {
  const spectraAt = layerSpectra(voice, { ...layer, delaySec: null });
  const swing = layer.cycleGains.reduce((product, { meanPower }) => product * meanPower, 1);
  const { sampleRate } = voice.source;
  const grid = { sampleRate, fftSize: voice.vocoder.fftSize, synthesis: voice.settings.synthesis };
  let total = 0;
  for (const { frame, weight } of frames) {
    const isVoiced = layer.f0Hz[frame] > 0;
    const spectra = spectraAt(frame, isVoiced);
    if (!spectra) continue;
    const power = powerOfMoment(spectra, layer.f0Hz[frame], grid) * voice.performance.gain[frame] ** 2;
    total += weight * (isVoiced ? power * swing : power);
  }
  return total;
}

type Levels = Pick<Analysis, 'frameCount' | 'levelDb'>;

/**
 * Frames that layers are compared at: every fourth one of the first seconds that are heard. Voice and noise count as they share
 * the whole performance, or a take that begins softly and hisses later would come out too loud as a whisper.
 */
export function comparedFrames(performance: Performance, analysis: Levels, seconds: number): ComparedFrame[] {
  const heard = heardFrames(performance, analysis);
  const looked = heard.slice(0, seconds * framesPerSec).filter((_, index) => index % stepFrames === 0);
  const isVoiced = ({ frame }: HeardFrame): boolean => performance.f0Hz[frame] > 0;
  const isNoise = (one: HeardFrame): boolean => !isVoiced(one);
  const voicedWeight = powerOf(heard.filter(isVoiced)) / powerOf(looked.filter(isVoiced));
  const noiseWeight = powerOf(heard.filter(isNoise)) / powerOf(looked.filter(isNoise));
  return looked.map((one) => ({ frame: one.frame, weight: isVoiced(one) ? voicedWeight : noiseWeight }));
}

type HeardFrame = { readonly frame: number; readonly power: number };

const powerOf = (frames: readonly HeardFrame[]): number => frames.reduce((sum, { power }) => sum + power, 0);

/** Frames of a performance that are no pauses, with the power of the recording there. */
function heardFrames({ frameCount, gain, sourceFrame }: Performance, analysis: Levels): HeardFrame[] {
  let loudestDb = -Infinity;
  for (const levelDb of analysis.levelDb) loudestDb = Math.max(loudestDb, levelDb);
  const heard: HeardFrame[] = [];
  for (let frame = 0; frame < frameCount; frame++) {
    const source = Math.min(Math.max(Math.round(sourceFrame[frame]), 0), analysis.frameCount - 1);
    const levelDb = analysis.levelDb[source];
    if (gain[frame] === 0 || levelDb <= loudestDb - activeRangeDb) continue;
    heard.push({ frame, power: gain[frame] ** 2 * 10 ** (levelDb / 10) });
  }
  return heard;
}
