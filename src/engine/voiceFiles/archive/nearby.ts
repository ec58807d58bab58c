import { AppError } from '../../../contract/errors.ts';
import type { NearbyFile } from '../../../contract/imports.ts';
import { damagedFile } from '../../bytes/refusals.ts';
import type { ByteSource, ByteTools } from '../../bytes/types.ts';
import { identify } from '../identify.ts';
import { indexHeaderOf } from '../retrievalIndex/layout.ts';
import { nameLikeness } from './voiceNames.ts';

/** A file of a folder, as much as is needed to look into it. */
export type NearbySource = {
  readonly name: string;
  readonly sizeBytes: number;
  /** Closed after the look, where it can be. */
  open(): ByteSource & { close?(): void };
};

export type NearbyLook = Required<Omit<NearbyFile, 'path'>>;

/** The tables of contents of a training checkpoint and of a long ONNX file fit in; the rest is nobody's business yet. */
const mostReadBytes = 64 * 2 ** 20;
const order: readonly NearbyFile['looksLike'][] = ['voice', 'index', 'archive', 'training', 'other'];

/**
 * Says what the files of one folder look like, voices first. Of each only its table of contents is read, at most 64 MB;
 * what is unsafe, damaged, empty or unreadable is `other`.
 */
export function lookNearby(files: readonly NearbySource[], tools: ByteTools): NearbyLook[] {
  const looked = files.map((file) => ({ name: file.name, sizeBytes: file.sizeBytes, looksLike: lookOf(file, tools) }));
  const voices = looked.filter(({ looksLike }) => looksLike === 'voice');
  const rank = ({ looksLike }: NearbyLook) => order.indexOf(looksLike);
  return looked
    .map((look): NearbyLook => ({ ...look, goesWith: look.looksLike === 'index' ? voiceOf(look.name, voices) : null }))
    .sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

function lookOf(file: NearbySource, tools: ByteTools): NearbyFile['looksLike'] {
  try {
    const source = file.open();
    try {
      return looksLike(sparing(source), tools);
    } finally {
      source.close?.();
    }
  } catch (error) {
    if (error instanceof AppError && error.code !== 'CANCELLED') return 'other';
    throw error;
  }
}

function looksLike(source: ByteSource, tools: ByteTools): NearbyFile['looksLike'] {
  const identity = identify(source, tools);
  if (identity === 'rvc-voice' || identity === 'onnx') return 'voice';
  if (identity === 'zip') return 'archive';
  if (identity === 'training-generator' || identity === 'training-discriminator') return 'training';
  if (identity !== 'index') return 'other';
  // Empty ones and other sorts would be offered in vain.
  indexHeaderOf(source);
  return 'index';
}

/** The likeliest of the voices; the only one when no name fits. */
function voiceOf(index: string, voices: readonly { readonly name: string }[]): string | null {
  const scored = voices.map(({ name }) => ({ name, score: nameLikeness(name, index) }));
  const [best] = scored.sort((a, b) => b.score - a.score);
  if (best === undefined || (best.score === 0 && voices.length > 1)) return null;
  return best.name;
}

/** A source that stops when too much of it is read. */
function sparing(source: ByteSource): ByteSource {
  let readBytes = 0;
  return {
    name: source.name,
    sizeBytes: source.sizeBytes,
    read(start, count) {
      readBytes += count;
      if (readBytes > mostReadBytes) throw damagedFile(source.name, 'too-large', '');
      return source.read(start, count);
    },
  };
}
