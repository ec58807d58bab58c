import type { FileKind } from '../../contract/voiceFiles.ts';
import { Allowance } from '../bytes/allowance.ts';
import { notAVoice, unsafeFile } from '../bytes/refusals.ts';
import type { ByteSource, ByteTools } from '../bytes/types.ts';
import { isLegacyCheckpoint } from '../checkpoint/legacyLayout.ts';
import { checkpointLimits } from '../checkpoint/limits.ts';
import { findPickle, readCheckpoint } from '../checkpoint/readCheckpoint.ts';
import type { Checkpoint } from '../checkpoint/types.ts';
import { isSafetensors, readSafetensors } from '../weights/readSafetensors.ts';
import { readZip } from '../zip/readZip.ts';
import { kindOfCheckpoint, kindOfNames } from './networkKind.ts';
import { looksLikeOnnx } from './onnxSign.ts';
import { kindByBeginning } from './signatures.ts';
import { kindOfText } from './textKind.ts';

const HEAD_BYTES = 4096;
const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06'] as const;
/** What the content model of the original program holds besides numbers; nothing of it is used. */
const contentModelPlaceholders = ['fairseq.data.dictionary.Dictionary'] as const;

/** A file that can be brought in, or what it is instead. */
export type Identity = FileKind | 'rvc-voice' | 'onnx' | 'zip';

/** What a file is, and what was read to find out. */
type Found = { readonly identity: Identity; readonly checkpoint: Checkpoint | null };

/**
 * Names a file for what it is by its content; its name plays no part. `zip` is any archive that is not itself a PyTorch
 * file, `onnx` any ONNX model, `rvc-voice` a PyTorch file with a voice, which may still be damaged.
 *
 * @throws AppError VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED for an archive or PyTorch file that cannot be looked into
 */
export function identify(source: ByteSource, tools: ByteTools, allowance?: Allowance): Identity {
  return findOut(source, tools, allowance).identity;
}

/**
 * The PyTorch file of a voice, not yet proved to be one.
 * @throws AppError NOT_A_VOICE for a file of another kind, VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED
 */
export function readVoiceCheckpoint(source: ByteSource, tools: ByteTools, allowance?: Allowance): Checkpoint {
  const file = source.name;
  const { identity, checkpoint } = findOut(source, tools, allowance);
  if (identity === 'onnx') throw notAVoice(file, 'unknown');
  if (identity === 'zip') throw notAVoice(file, 'archive');
  if (identity !== 'rvc-voice' || checkpoint === null)
    throw notAVoice(file, identity === 'rvc-voice' ? 'unknown' : identity);
  // Content models may have them; in a voice they have no place.
  for (const name of checkpoint.placeholders) throw unsafeFile(file, name);
  return checkpoint;
}

function findOut(source: ByteSource, tools: ByteTools, allowance = new Allowance(checkpointLimits.heldBytes)): Found {
  const found = (identity: Identity): Found => ({ identity, checkpoint: null });
  if (source.sizeBytes === 0) return found('empty');
  const head = source.read(0, Math.min(HEAD_BYTES, source.sizeBytes));
  if (isZip(head)) {
    const isCheckpoint = findPickle(readZip(source, tools, allowance)) !== null;
    return isCheckpoint ? findOutNetwork(source, tools, allowance) : found('zip');
  }
  if (isLegacyCheckpoint(source)) return findOutNetwork(source, tools, allowance);
  if (isSafetensors(source)) return found(kindOfNames([...readSafetensors(source, allowance).keys()]) ?? 'safetensors');
  const kind = kindByBeginning(head, source.sizeBytes) ?? kindOfText(head);
  return found(kind ?? (looksLikeOnnx(source) ? 'onnx' : 'unknown'));
}

function isZip(head: Uint8Array): boolean {
  const start = String.fromCharCode(...head.subarray(0, 4));
  return ZIP_STARTS.some((zipStart) => start === zipStart);
}

function findOutNetwork(source: ByteSource, tools: ByteTools, allowance: Allowance): Found {
  const checkpoint = readCheckpoint(source, tools, { allowance, placeholders: contentModelPlaceholders });
  return { identity: kindOfCheckpoint(checkpoint.root), checkpoint };
}
