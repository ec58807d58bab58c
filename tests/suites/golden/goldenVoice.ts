import { byteTools } from '../../../src/adapters/voices/byteTools.ts';
import { openByteSource } from '../../../src/adapters/voices/openByteSource.ts';
import type { ModelReference } from '../../../src/engine/models/types.ts';
import type { FeatureRows } from '../../../src/engine/retrieval/types.ts';
import { buildDecoder } from '../../../src/engine/rvc/synthesizer/decoder.ts';
import { buildEncoder } from '../../../src/engine/rvc/synthesizer/encoder.ts';
import { HarmonicSource, sourceMix, type SourceMix } from '../../../src/engine/rvc/synthesizer/harmonicSource.ts';
import { readRvcVoice } from '../../../src/engine/voiceFiles/rvcVoice.ts';
import { runModel } from '../runModel.ts';
import type { WrittenNetworks } from './networks.ts';

/** A voice file read, rebuilt and ready to sing. */
export type GoldenVoice = {
  readonly version: 'v1' | 'v2';
  /** How its weights are stored. */
  readonly storedType: string;
  readonly sampleRate: number;
  readonly interChannels: number;
  readonly encoder: ModelReference;
  readonly decoder: ModelReference;
  /** null for a voice without pitch. */
  readonly mix: SourceMix | null;
};

/**
 * Reads a voice file as an import does and writes its networks.
 * @throws AppError when the file is refused
 */
export function openGoldenVoice(file: string, networks: WrittenNetworks): GoldenVoice {
  const source = openByteSource(file);
  try {
    const voice = readRvcVoice(source, byteTools);
    const { version, storedType, sampleRate, interChannels, hasPitch, weights } = voice;
    return {
      version,
      storedType,
      sampleRate,
      interChannels,
      encoder: networks.write(buildEncoder(voice)),
      decoder: networks.write(buildDecoder(voice)),
      mix: hasPitch ? sourceMix(weights) : null,
    };
  } finally {
    source.close();
  }
}

export type Song = {
  /** [T × 256 | 768], 100 rows a second */
  readonly features: FeatureRows;
  /** Classes and Hz, [T]; null for a voice without pitch. */
  readonly pitch: { readonly classes: Float32Array; readonly f0Hz: Float32Array | Float64Array } | null;
  /** Standard normal, [inter × T]. */
  readonly noise: Float32Array;
  readonly speaker: number;
  /** Frames that count; those after it are masked in the original. */
  readonly validFrames?: number;
  /** Standard normal, [samples × components]; none by default. */
  readonly sourceNoise?: Float32Array;
};

/** T frames of 10 ms at the voice's rate, in one piece. */
export async function sing(voice: GoldenVoice, song: Song): Promise<Float32Array> {
  const { features, pitch } = song;
  const frameCount = features.values.length / features.width;
  const latent = await latentOf(voice, song, frameCount);
  const { mix, interChannels } = voice;
  const source =
    mix && pitch
      ? new HarmonicSource({
          // As the graph of the original gets it.
          f0Hz: Float32Array.from(pitch.f0Hz),
          sampleRate: voice.sampleRate,
          mix,
          noise: song.sourceNoise ? { values: song.sourceNoise } : null,
        })
      : null;
  const sampleCount = (frameCount * voice.sampleRate) / 100;
  const { audio } = await runModel(voice.decoder, {
    z: { data: latent, dims: [1, interChannels, frameCount] },
    speaker: { data: Float32Array.of(song.speaker), dims: [1] },
    ...(source && { source: { data: source.read(0, sampleCount), dims: [1, 1, sampleCount] } }),
  });
  if (!(audio?.data instanceof Float32Array)) throw new TypeError('The decoder gave no audio');
  return audio.data;
}

/** The latent of the frames that count, zeros after them: what a mask does. @returns [inter × frameCount] */
async function latentOf(voice: GoldenVoice, song: Song, frameCount: number): Promise<Float32Array> {
  const { features, pitch, noise, speaker, validFrames = frameCount } = song;
  const { interChannels } = voice;
  const { z } = await runModel(voice.encoder, {
    phone: {
      data: features.values.slice(0, validFrames * features.width),
      dims: [1, validFrames, features.width],
    },
    ...(pitch && voice.mix && { pitch: { data: pitch.classes.slice(0, validFrames), dims: [1, validFrames] } }),
    noise: { data: withRowsOf(noise, interChannels, validFrames), dims: [1, interChannels, validFrames] },
    speaker: { data: Float32Array.of(speaker), dims: [1] },
  });
  if (!(z?.data instanceof Float32Array)) throw new TypeError('The encoder gave no latent');
  return withRowsOf(z.data, interChannels, frameCount);
}

/** Rows cut or filled with zeros to another width. */
function withRowsOf(values: Float32Array, rowCount: number, width: number): Float32Array {
  const own = values.length / rowCount;
  const rows = new Float32Array(rowCount * width);
  for (let row = 0; row < rowCount; row++) {
    rows.set(values.subarray(row * own, row * own + Math.min(own, width)), row * width);
  }
  return rows;
}
