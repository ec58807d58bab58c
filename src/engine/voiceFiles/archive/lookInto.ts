import { AppError } from '../../../contract/errors.ts';
import type { Allowance } from '../../bytes/allowance.ts';
import { notAVoice, shownItem } from '../../bytes/refusals.ts';
import { textOf } from '../../bytes/text.ts';
import type { ByteSource, ByteTools } from '../../bytes/types.ts';
import { readCheckpoint, weightsOf } from '../../checkpoint/readCheckpoint.ts';
import { isMap } from '../../checkpoint/types.ts';
import { identify } from '../identify.ts';
import { readOnnxVoice } from '../onnxVoice.ts';
import { openRetrievalIndex } from '../retrievalIndex/openRetrievalIndex.ts';
import type { BroughtFile, FoundIndex, FoundText, FoundVoice } from './types.ts';
import { baseName } from './voiceNames.ts';

/** A file by what is in it. */
export type Found =
  | { readonly is: 'voice'; readonly voice: FoundVoice }
  | { readonly is: 'index'; readonly index: FoundIndex }
  | { readonly is: 'note' | 'licence'; readonly text: FoundText }
  | { readonly is: 'picture' | 'other' }
  | { readonly is: 'refused'; readonly error: AppError };

/** Longer texts are no notes. */
const longestNoteBytes = 64 * 2 ** 10;
/** Of a note this much is kept, characters. */
const longestNote = 10_000;
const noteName = /(\.(txt|md|nfo|markdown)|^[^.]+)$/i;
const licenceName = /licen[cs]e|copying|licença/i;
const contentTable = /^(module\.)?enc_p\.emb_phone\.weight$/;

/**
 * Looks into a file as far as it takes to say what it is; whether a voice is complete, its own reader says.
 * @param allowance bounds what is held meanwhile
 */
export function lookInto(file: BroughtFile, tools: ByteTools, allowance: Allowance): Found {
  try {
    const source = file.open();
    const identity = identify(source, tools, allowance);
    switch (identity) {
      case 'rvc-voice':
        return { is: 'voice', voice: { file, kind: 'weights', featureWidth: weightsWidth(source, tools, allowance) } };
      case 'onnx':
        return { is: 'voice', voice: { file, kind: 'network', featureWidth: readOnnxVoice(source, allowance).width } };
      case 'index': {
        const { width, vectorCount } = openRetrievalIndex(source);
        return { is: 'index', index: { file, featureWidth: width, vectorCount } };
      }
      case 'text':
        return textFound(file, source);
      case 'picture':
        return { is: 'picture' };
      case 'zip':
      case 'archive':
        return { is: 'refused', error: notAVoice(source.name, 'archive') };
      case 'training-generator':
      case 'training-discriminator':
      case 'so-vits':
      case 'content-model':
      case 'pitch-model':
      case 'diffusion':
      case 'safetensors':
        return { is: 'refused', error: notAVoice(source.name, identity) };
      case 'web-page':
      case 'sound':
      case 'empty':
      case 'unknown':
        return { is: 'other' };
    }
  } catch (error) {
    if (error instanceof AppError) return { is: 'refused', error };
    throw error;
  }
}

/** From the table that takes in content features; its numbers are not read. */
function weightsWidth(source: ByteSource, tools: ByteTools, allowance: Allowance): number | null {
  const { root } = readCheckpoint(source, tools, { allowance });
  if (!isMap(root)) return null;
  for (const [name, weight] of weightsOf(root.get('weight'))) {
    if (contentTable.test(name)) return weight.dims[1] ?? null;
  }
  return null;
}

function textFound(file: BroughtFile, source: ByteSource): Found {
  const name = baseName(file.name);
  if (source.sizeBytes > longestNoteBytes || !(noteName.test(name) || licenceName.test(name))) return { is: 'other' };
  const text = textOf(source.read(0, source.sizeBytes)).replace(/^\uFEFF/, '');
  const found = { file: shownItem(name), text: text.slice(0, longestNote) };
  return { is: licenceName.test(name) ? 'licence' : 'note', text: found };
}
