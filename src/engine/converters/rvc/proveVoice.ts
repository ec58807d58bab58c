import { damagedFile } from '../../bytes/refusals.ts';
import type { RunModel } from '../../models/types.ts';
import { singPhrase } from './testPhrase.ts';
import type { RvcVoice } from './types.ts';

/** Two lengths that no exporter uses as its example, frames of 10 ms. */
const lengths = [23, 34] as const;
/** A stretch inside the longer one, sung once more by itself. */
const stretch = { start: 13, end: 21 } as const;
const noteHz = 220;
/** Cut anywhere, the sound may differ by what 32-bit sums in another order do, and a joint would be far above. */
const largestDifference = 1e-5;
/** Fainter than this, −80 dB, is silence. */
const faintest = 1e-4;

export type VoiceProof = {
  /** Sound that was sung, seconds. */
  readonly audioSec: number;
  /** A steady note of `noteHz`. */
  readonly note: Float32Array;
  readonly noteHz: number;
};

/**
 * Lets a voice sing a test phrase at two lengths and proves that the sound is there: as long as asked for, numbers all of
 * it, within ±1, nowhere silent for a frame, and the same when a part of it is sung alone.
 * @param file named where it is refused
 * @throws AppError VOICE_FILE_DAMAGED, and those of RunModel
 */
export async function proveVoice(file: string, voice: RvcVoice, runModel: RunModel): Promise<VoiceProof> {
  let note = new Float32Array(0);
  let sungFrames = 0;
  for (const frameCount of lengths) {
    const sing = singPhrase(voice, new Float64Array(frameCount).fill(noteHz), runModel);
    note = Float32Array.from(await sing(0, frameCount));
    checkSound(file, note, frameCount, voice.samplesPerFrame);
    sungFrames += frameCount;
    if (frameCount < stretch.end) continue;
    const again = await sing(stretch.start, stretch.end);
    const whole = note.subarray(stretch.start * voice.samplesPerFrame, stretch.end * voice.samplesPerFrame);
    const isSame = whole.every((sample, i) => Math.abs(sample - again[i]) <= largestDifference);
    if (!isSame || again.length !== whole.length) throw damagedFile(file, 'bad-structure', 'chunks');
    sungFrames += stretch.end - stretch.start;
  }
  return { audioSec: sungFrames / 100, note, noteHz };
}

function checkSound(file: string, sound: Float32Array, frameCount: number, samplesPerFrame: number): void {
  if (sound.length !== frameCount * samplesPerFrame) throw damagedFile(file, 'size-disagrees', 'audio');
  if (!sound.every(Number.isFinite)) throw damagedFile(file, 'not-a-number', 'audio');
  if (!sound.every((sample) => Math.abs(sample) <= 1)) throw damagedFile(file, 'bad-structure', 'loudness');
  for (let frame = 0; frame < frameCount; frame++) {
    const part = sound.subarray(frame * samplesPerFrame, (frame + 1) * samplesPerFrame);
    if (part.every((sample) => Math.abs(sample) < faintest)) throw damagedFile(file, 'bad-structure', 'silence');
  }
}
