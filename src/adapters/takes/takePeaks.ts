import { open } from 'node:fs/promises';
import { frameSec } from '../../contract/recordings.ts';
import { bytesOf, writeAtomically } from '../cache/atomicFile.ts';
import { peaksOf } from '../audio/peaks.ts';
import type { AudioSource, Chunk } from '../../engine/converters/types.ts';
import { takePaths } from './takeFiles.ts';

const readAheadSamples = 65_536;

/** Peaks of whole 5 ms cells, interleaved [min0, max0, min1, …]. Memory: 8 bytes a cell, whatever the rate. */
export function cellPeaksOf(source: AudioSource): Float32Array {
  return Float32Array.from(peaksOf(readingAhead(source), cellsIn(source.sampleCount, source.sampleRate)));
}

/** Serves many small reads, in order, from few large ones. */
function readingAhead(source: AudioSource): AudioSource {
  let firstSample = 0;
  let block: Float32Array = new Float32Array(0);
  return {
    ...source,
    read(start, count) {
      if (start < firstSample || start + count > firstSample + block.length) {
        firstSample = start;
        block = source.read(start, Math.max(count, readAheadSamples));
      }
      return block.subarray(start - firstSample, start - firstSample + count);
    },
  };
}

/** Cells of 5 ms that a number of samples covers, at least 1. */
export function cellsIn(sampleCount: number, sampleRate: number): number {
  return Math.max(1, Math.round(sampleCount / sampleRate / frameSec));
}

/** Puts a chunk's peaks at their place in peaks.f32. To be called before the chunk is journalled, so that none is missing. */
export async function writeChunkPeaks(takeFolder: string, chunk: Chunk, sampleRate: number): Promise<void> {
  const { samples, startSample } = chunk;
  const peaks = cellPeaksOf({
    sampleRate,
    sampleCount: samples.length,
    read: (start, count) => samples.subarray(start, start + count),
  });
  const firstCell = Math.round(startSample / sampleRate / frameSec);
  const path = takePaths(takeFolder).peaks;
  const file = await open(path, 'r+').catch(() => open(path, 'w+'));
  try {
    await file.write(bytesOf(peaks), 0, peaks.byteLength, firstCell * 8);
  } finally {
    await file.close();
  }
}

/** Replaces the chunks' peaks by those of the finished master. */
export async function writeMasterPeaks(takeFolder: string, master: AudioSource): Promise<void> {
  await writeAtomically(takePaths(takeFolder).peaks, bytesOf(cellPeaksOf(master)));
}
