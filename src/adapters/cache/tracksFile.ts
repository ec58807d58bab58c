import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { SpeechTracks } from '../../engine/perform/melody/types.ts';
import type { AnalysisPaths } from './analysisFolder.ts';
import { bytesOf, floatsOf, writeAtomically } from './atomicFile.ts';

/** Values of a frame: 12 cepstra, level of the vowel band, spectral change. */
const cepstraCount = 12;
const valuesPerFrame = cepstraCount + 2;

const pathOf = ({ measures }: Pick<AnalysisPaths, 'measures'>): string => join(measures, 'tracks.f32');

/** What was heard in a recording for melodies; undefined where it was not listened to yet. */
export async function readTracks(
  paths: Pick<AnalysisPaths, 'measures'>,
  frameCount: number,
): Promise<SpeechTracks | undefined> {
  const bytes = await readFile(pathOf(paths)).catch(() => undefined);
  if (bytes?.byteLength !== frameCount * valuesPerFrame * Float32Array.BYTES_PER_ELEMENT) return undefined;
  const values = floatsOf(bytes);
  const bandStart = frameCount * cepstraCount;
  return {
    cepstra: values.subarray(0, bandStart),
    vowelBandDb: values.subarray(bandStart, bandStart + frameCount),
    spectralChange: values.subarray(bandStart + frameCount),
  };
}

/** One list after the other, each as a whole. */
export async function writeTracks(
  paths: Pick<AnalysisPaths, 'measures'>,
  { cepstra, vowelBandDb, spectralChange }: SpeechTracks,
): Promise<void> {
  const values = new Float32Array(cepstra.length + vowelBandDb.length + spectralChange.length);
  values.set(cepstra);
  values.set(vowelBandDb, cepstra.length);
  values.set(spectralChange, cepstra.length + vowelBandDb.length);
  await writeAtomically(pathOf(paths), bytesOf(values));
}
