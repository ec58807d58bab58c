import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { byteTools } from '../../src/adapters/voices/byteTools.ts';
import { openByteSource } from '../../src/adapters/voices/openByteSource.ts';
import { readRvcVoice } from '../../src/engine/voiceFiles/rvcVoice.ts';
import type { RvcVoiceFile } from '../../src/engine/voiceFiles/types.ts';
import { readNpy } from './npy.ts';

/** One recorded case of a golden voice. All arrays as the original got and gave them. */
export type VoiceCase = {
  readonly frameCount: number;
  /** Frames that count; the original masks those after it. */
  readonly validFrames: number;
  readonly features: { readonly values: Float32Array; readonly width: number };
  readonly pitch: { readonly classes: Float32Array; readonly f0Hz: Float32Array } | null;
  /** (inter, frames) */
  readonly noise: Float32Array;
  readonly speaker: number;
  readonly audio: Float32Array;
  readonly noisy: { readonly sourceNoise: Float32Array; readonly audio: Float32Array } | null;
};

/** The voice of a golden folder. The file stays open for as long as the test process runs: weights are read from it. */
export function goldenVoice(folder: string): RvcVoiceFile {
  return readRvcVoice(openByteSource(path.join(folder, `${path.basename(folder)}.pth`)), byteTools);
}

/** Its recorded cases by name. */
export function voiceCases(folder: string): ReadonlyMap<string, VoiceCase> {
  const names = readdirSync(folder).filter((name) => existsSync(path.join(folder, name, 'audio.npy')));
  return new Map(names.map((name) => [name, readCase(path.join(folder, name))]));
}

function readCase(folder: string): VoiceCase {
  const floats = (name: string) => Float32Array.from(readNpy(path.join(folder, `${name}.npy`)).data);
  const has = (name: string) => existsSync(path.join(folder, `${name}.npy`));
  const [, frameCount = 0, width = 0] = readNpy(path.join(folder, 'phone.npy')).shape;
  return {
    frameCount,
    validFrames: floats('phone_lengths')[0] ?? frameCount,
    features: { values: floats('phone'), width },
    pitch: has('pitch') ? { classes: floats('pitch'), f0Hz: floats('pitchf') } : null,
    noise: floats('rnd'),
    speaker: floats('sid')[0] ?? 0,
    audio: floats('audio'),
    noisy: has('source_noise')
      ? { sourceNoise: floats('source_noise'), audio: floats('audio_with_source_noise') }
      : null,
  };
}

/** Rows of (rows, columns) cut or filled with zeros to another number of columns. */
export function withColumns(values: Float32Array, rowCount: number, columns: number): Float32Array {
  const own = values.length / rowCount;
  const result = new Float32Array(rowCount * columns);
  for (let row = 0; row < rowCount; row++) {
    result.set(values.subarray(row * own, row * own + Math.min(own, columns)), row * columns);
  }
  return result;
}
