import type { BackingMeasure } from '../../contract/melodies.ts';
import { formatKey } from '../../contract/music.ts';
import { keyOfHistogram } from '../analysis/key.ts';
import { reportReads } from '../analysis/reportReads.ts';
import type { AudioSource } from '../converters/types.ts';
import { findBeat } from './beat.ts';
import { pitchClasses } from './chroma.ts';
import { measureOnsets } from './onsets.ts';

/** Under this there is no beat to sing to. */
const leastConfidence = 0.3;

/**
 * Tempo, first beat and key of music. Memory does not grow with its samples.
 *
 * @param onProgress called before every block read with 0–1; may throw to stop
 */
export function measureBacking(source: AudioSource, onProgress: (doneRatio: number) => void): BackingMeasure {
  const onsets = measureOnsets(reportReads(source, (doneRatio) => onProgress(doneRatio / 2)));
  const classes = pitchClasses(reportReads(source, (doneRatio) => onProgress(0.5 + doneRatio / 2)));
  onProgress(1);
  const beat = findBeat(onsets);
  const isClear = beat !== null && beat.confidence >= leastConfidence;
  const key = keyOfHistogram(classes);
  return {
    tempoBpm: isClear ? Math.round(beat.tempoBpm * 100) / 100 : null,
    confidence: beat?.confidence ?? 0,
    firstBeatSec: isClear ? beat.firstBeatSec : 0,
    key: key && { key: formatKey(key.key), correlation: key.correlation },
  };
}
