import type { TempoChange } from '../../contract/melody/score.ts';
import { fileLimits } from './limits.ts';
import { damagedMelody } from './refusals.ts';

/** As a file has it, in any order. */
export type WrittenTempo = { readonly beat: number; readonly bpm: number };

/** Slower and faster than this is damage and not music, quarter notes per minute. */
const possibleBpm = [1, 2000] as const;

/**
 * Tempos in order of time, the first at beat 0, none that changes nothing. Of several at one beat the last written counts.
 *
 * @param unnamedBpm until the first one that is written; null: that one
 * @throws AppError MELODY_DAMAGED for a tempo that nobody could play
 */
export function tempoMap(file: string, written: readonly WrittenTempo[], unnamedBpm: number | null): TempoChange[] {
  if (written.length > fileLimits.tempos) throw damagedMelody(file, 'too-large', 'tempo');
  const inOrder = written.toSorted((a, b) => a.beat - b.beat);
  const tempos: TempoChange[] = [];
  for (const { beat, bpm } of inOrder) {
    const isPossible = bpm >= possibleBpm[0] && bpm <= possibleBpm[1];
    if (!isPossible || !Number.isFinite(beat) || beat < 0) throw damagedMelody(file, 'bad-number', 'tempo');
    if (tempos.length === 0 && beat > 0) tempos.push({ beat: 0, bpm: unnamedBpm ?? bpm });
    if (tempos.at(-1)?.beat === beat) tempos.pop();
    if (tempos.at(-1)?.bpm !== bpm) tempos.push({ beat, bpm });
  }
  return tempos;
}
