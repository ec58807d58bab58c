import type { CheckpointMap, CheckpointValue } from '../checkpoint/types.ts';
import type { RvcVoiceInfo } from './types.ts';

/** Longest text about a voice that is kept, characters. */
const LONGEST_TEXT = 200;

/** A text of the file, without control characters, or null. */
export function readText(value: CheckpointValue | undefined): string | null {
  if (typeof value !== 'string') return null;
  const text = value
    .replaceAll(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .slice(0, LONGEST_TEXT);
  return text === '' ? null : text;
}

/**
 * A value as a sentence may show it. Lists are not: one that holds another twice, thirty levels deep, is a text without end.
 */
export function plainText(value: CheckpointValue | undefined): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '?';
}

/** What the original program and the newer community program write about a voice. */
export function readInfo(root: CheckpointMap): RvcVoiceInfo {
  const note = readText(root.get('info'));
  const epochs = readCount(root.get('epoch')) ?? epochsOf(note);
  const entries = {
    epochs,
    steps: readCount(root.get('step')),
    modelName: readText(root.get('model_name')),
    author: readText(root.get('author')),
    createdAt: readText(root.get('creation_date')),
    datasetLength: readText(root.get('dataset_length')),
    modelHash: readText(root.get('model_hash')),
    note,
  };
  return Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== null));
}

function readCount(value: CheckpointValue | undefined): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** The original writes `200epoch`. */
function epochsOf(note: string | null): number | null {
  const digits = /^(\d{1,6}) ?epochs?$/.exec(note ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
