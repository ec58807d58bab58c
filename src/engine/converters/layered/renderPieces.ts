import type { VoiceLayer } from '../../effects/types.ts';
import type { LayerSound } from '../resynth/layerSound.ts';
import type { Chunk } from '../types.ts';

/** All layers are sung piece by piece, so that they share the frames they read. */
const pieceSec = 1;
/** Blocks of frames that one piece and its surroundings take. */
export const blocksOfPiece = 40;

export type LayeredTake = {
  readonly sampleRate: number;
  readonly sampleCount: number;
  readonly layers: readonly VoiceLayer[];
  /** One of each layer. */
  readonly sounds: readonly LayerSound[];
  /** Gain of their sum. */
  readonly level: number;
  /** Makes samples [start, end) ready to be sung. */
  readonly prepare: (start: number, end: number) => Promise<void>;
};

/** Sums layers from a sample on; see Converter.render. */
export async function* renderPieces(
  take: LayeredTake,
  startSample: number,
  chunkSamples: (startSample: number) => number,
): AsyncGenerator<Chunk> {
  const { sampleCount, sampleRate } = take;
  const pieceSamples = Math.round(pieceSec * sampleRate);
  for (let start = startSample; start < sampleCount;) {
    const end = Math.min(start + Math.max(1, Math.floor(chunkSamples(start))), sampleCount);
    const samples = new Float32Array(end - start);
    for (let from = start; from < end; from += pieceSamples) {
      const to = Math.min(end, from + pieceSamples);
      await take.prepare(from, to);
      samples.set(sumOfLayers(take, from, to), from - start);
    }
    // Every sample is a function of its position alone, so there is nothing to hand on.
    yield { startSample: start, samples, resume: {} };
    start = end;
  }
}

function sumOfLayers({ layers, sounds, level }: LayeredTake, start: number, end: number): Float64Array {
  const sum = new Float64Array(end - start);
  sounds.forEach((sound, index) => {
    const gain = level * layers[index].gain;
    const samples = sound.render(start, end);
    for (let i = 0; i < sum.length; i++) sum[i] += gain * samples[i];
  });
  return sum;
}
