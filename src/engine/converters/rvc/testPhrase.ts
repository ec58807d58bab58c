import type { RunModel } from '../../models/types.ts';
import { fillGaussian, noiseKey } from '../../vocoder/noise.ts';
import type { RetrievalIndex } from '../../voiceFiles/retrievalIndex/types.ts';
import { singWith } from './singWith.ts';
import type { SingFrames } from './blocks.ts';
import type { RvcVoice } from './types.ts';

const seed = 0x7e_57;
/** Frames of 10 ms that a sound is held before the next. */
const soundFrames = 8;
/** Different sounds before they come again. */
const soundCount = 12;
/** About the spread of real content features. */
const featureDeviation = 0.5;

/**
 * Lets a voice sing a pitch line without any recording: what is said comes from the voice's own index, whose features are
 * those it was trained on, or else is made up. The same voice sings the same.
 * @param f0Hz one value per 10 ms frame, 0 = unvoiced
 */
export function singPhrase(voice: RvcVoice, f0Hz: Float64Array<ArrayBuffer>, runModel: RunModel): SingFrames {
  const frameCount = f0Hz.length;
  const sounds = voice.index ? indexSounds(voice.index) : madeUpSounds(voice.featureWidth);
  const { featureWidth: width } = voice;
  return singWith({
    voice,
    sung: {
      frameCount,
      f0Hz,
      sourceFrame: Float64Array.from(f0Hz, (_, frame) => frame),
      levelDb: new Float32Array(frameCount),
    },
    speaker: 0,
    seed,
    runModel,
    segments: [{ start: 0, end: frameCount }],
    featuresOf(start, end) {
      const features = new Float32Array((end - start) * width);
      for (let frame = start; frame < end; frame++) {
        features.set(sounds[Math.floor(frame / soundFrames) % sounds.length], (frame - start) * width);
      }
      return features;
    },
  });
}

function madeUpSounds(width: number): Float32Array[] {
  return Array.from({ length: soundCount }, (_, sound) => {
    const values = new Float64Array(width);
    fillGaussian(noiseKey(seed, sound), width, values);
    return Float32Array.from(values, (value) => featureDeviation * value);
  });
}

/** One feature from each of the fullest lists: the sounds the voice knows best. */
function indexSounds(index: RetrievalIndex): Float32Array[] {
  const fullest = Array.from(index.listSizes, (size, list) => ({ size, list }))
    .filter(({ size }) => size > 0)
    .sort((a, b) => b.size - a.size || a.list - b.list)
    .slice(0, soundCount);
  return fullest.flatMap(({ list }) => {
    const [block] = index.blocksOf(list);
    return [block.vectors.slice(0, index.width)];
  });
}
