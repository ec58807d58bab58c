import type { WindowSizes } from '../../models/planWindows.ts';
import type { PitchExtractorModule, RawPitch } from '../types.ts';
import { voicedSalience, type SaliencePitch } from './decodeSalience.ts';
import { rmvpeRate } from './melFrames.ts';
import { groupFrames, saliencePitch } from './salienceFrames.ts';

/**
 * At most 20.5 s, of which 3.2 s on either side are thrown away. Measured against the recording gone through whole, greatest
 * difference of salience and relative of pitch:
 * - full size, random weights, 128 frames 9e-3 and wrong notes; 192: 2e-3 and 1e-4; 256: 3e-4 and 1e-5; 320: 5e-5 and 2e-6;
 * - two small networks of which a third of the frames has no voice, 64 frames 6e-2, wrong notes and two frames voiced that
 *   were not; 256: 2e-4 and 3e-6; 320: 2e-5 and 3e-7, and no frame changed its voicing.
 * The recurrent layer sets this: random weights that drive it into saturation make it remember for ever, and no context helps.
 */
export const rmvpeWindows: WindowSizes = { frames: 2048, contextFrames: 320, groupFrames };
/** Frames of the 5 ms grid per frame of the network. */
const framesPerHop = 2;
/** Neighbours further apart than this (octaves) are not joined by a line: one of them is a wrong guess. */
const widestStepOctaves = 0.25;
/** Confidence just above and just below the voicing threshold; see `confidenceOf`. */
const voicedConfidence = 0.5;
const unvoicedConfidence = 0.2;

/**
 * RMVPE (Wei et al. 2023), a large network made for singing in music, 32–1995 Hz. It goes over the signal in windows, so
 * memory stays flat.
 */
export const rmvpe: PitchExtractorModule = {
  id: 'rmvpe',
  version: '1.0.0',
  label: { en: 'RMVPE', 'pt-BR': 'RMVPE' },
  models: ['rmvpe'],
  sampleRate: rmvpeRate,
  async extract(signal, frameCount, runModel, onProgress) {
    return toFrameGrid(await saliencePitch({ signal, runModel, model: 'rmvpe', onProgress }, rmvpeWindows), frameCount);
  },
};

/**
 * From 10 ms to the 5 ms grid. A frame between two has their log mean, or where they lie more than a quarter octave apart
 * the surer one's pitch, and the lesser salience of the two: it is voiced when both are.
 */
export function toFrameGrid(pitch: SaliencePitch, frameCount: number): RawPitch {
  const f0Hz = new Float64Array(frameCount);
  const confidence = new Float32Array(frameCount);
  const last = pitch.f0Hz.length - 1;
  for (let frame = 0; frame < frameCount; frame++) {
    const left = Math.min(last, Math.floor(frame / framesPerHop));
    const right = Math.min(last, Math.ceil(frame / framesPerHop));
    const isLine = Math.abs(Math.log2(pitch.f0Hz[right] / pitch.f0Hz[left])) <= widestStepOctaves;
    const surer = pitch.salience[left] >= pitch.salience[right] ? left : right;
    f0Hz[frame] = isLine ? Math.sqrt(pitch.f0Hz[left] * pitch.f0Hz[right]) : pitch.f0Hz[surer];
    confidence[frame] = confidenceOf(Math.min(pitch.salience[left], pitch.salience[right]));
  }
  return { f0Hz, confidence };
}

/**
 * Salience on the scale of voicing.ts. RMVPE knows one threshold, voicing.ts two: .5 starts a voiced run and .25 keeps it.
 * So that RMVPE's own decides, salience above it lies wholly above .5 and the rest wholly below .25, rising in both parts.
 */
export function confidenceOf(salience: number): number {
  return salience > voicedSalience
    ? voicedConfidence + ((1 - voicedConfidence) * (salience - voicedSalience)) / (1 - voicedSalience)
    : (unvoicedConfidence * salience) / voicedSalience;
}
