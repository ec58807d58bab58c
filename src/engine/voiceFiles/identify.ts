import type { FileKind } from '../../contract/voiceFiles.ts';
import { Allowance } from '../bytes/allowance.ts';
import type { ByteSource, ByteTools } from '../bytes/types.ts';
import { isLegacyCheckpoint } from '../checkpoint/legacyLayout.ts';
import { checkpointLimits } from '../checkpoint/limits.ts';
import { findPickle, readCheckpoint } from '../checkpoint/readCheckpoint.ts';
import { isSafetensors, readSafetensors } from '../weights/readSafetensors.ts';
import { readZip } from '../zip/readZip.ts';
import { kindOfCheckpoint, kindOfNames } from './networkKind.ts';
import { looksLikeOnnx } from './onnxSign.ts';
import { kindByBeginning } from './signatures.ts';
import { kindOfText } from './textKind.ts';

const HEAD_BYTES = 4096;
const ZIP_STARTS = ['PK\x03\x04', 'PK\x05\x06'] as const;
/** What the content model of the original program holds besides numbers; nothing of it is used. */
export const contentModelPlaceholders = ['fairseq.data.dictionary.Dictionary'] as const;

/** A file that can be brought in, or what it is instead. */
export type Identity = FileKind | 'rvc-voice' | 'onnx' | 'zip';

/**
 * Names a file for what it is by its content; its name plays no part. `zip` is any archive that is not itself a PyTorch
 * file, `onnx` any ONNX model, `rvc-voice` a PyTorch file with a voice, which may still be damaged.
 *
 * @throws AppError VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED for an archive or PyTorch file that cannot be looked into
 */
export function identify(
  source: ByteSource,
  tools: ByteTools,
  allowance = new Allowance(checkpointLimits.heldBytes),
): Identity {
  if (source.sizeBytes === 0) return 'empty';
  const head = source.read(0, Math.min(HEAD_BYTES, source.sizeBytes));
  const start = String.fromCharCode(...head.subarray(0, 4));
  if (ZIP_STARTS.some((zipStart) => start === zipStart)) {
    const archive = readZip(source, tools, allowance);
    return findPickle(archive) === null ? 'zip' : identifyCheckpoint(source, tools, allowance);
  }
  if (isLegacyCheckpoint(source)) return identifyCheckpoint(source, tools, allowance);
  if (isSafetensors(source)) return kindOfNames([...readSafetensors(source, allowance).keys()]) ?? 'safetensors';
  return kindByBeginning(head, source.sizeBytes) ?? kindOfText(head) ?? (looksLikeOnnx(source) ? 'onnx' : 'unknown');
}

function identifyCheckpoint(source: ByteSource, tools: ByteTools, allowance: Allowance): Identity {
  const placeholders = contentModelPlaceholders;
  return kindOfCheckpoint(readCheckpoint(source, tools, { allowance, placeholders }).root);
}
