import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import type { ImportLine } from '../../contract/imports.ts';
import type { VoiceImportRequest } from '../../contract/inference.ts';
import { notAVoice } from '../../engine/bytes/refusals.ts';
import type { ByteSource } from '../../engine/bytes/types.ts';
import { identify } from '../../engine/voiceFiles/identify.ts';
import { belongTogether } from './namesInFiles.ts';

/** Files that were brought in, sorted by what they are. Open until `close`. */
export type BroughtFiles = {
  readonly kind: 'weights' | 'network';
  readonly voice: ByteSource;
  /** Indexes that may belong to it, the likeliest first. */
  readonly indexes: readonly ByteSource[];
  readonly fileCount: number;
  readonly note: { readonly file: string; readonly text: string } | null;
  readonly licence: string | null;
  readonly lines: readonly ImportLine[];
  close(): void;
};

/** Folders with more entries than this are nobody's voice folder; nothing beside is looked at. */
const mostBeside = 2000;
/** Few enough files that the only index is the voice's, whatever it is called. */
const fewBeside = 8;

/**
 * Opens what a person brought and finds the voice in it.
 * @throws AppError of the file: VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED, NOT_A_VOICE, FILE_NOT_FOUND …
 */
export function openBrought(request: VoiceImportRequest): BroughtFiles {
  const opened: { close(): void }[] = [];
  const close = (): void => {
    for (const source of opened.splice(0)) source.close();
  };
  const open = (file: string, name: string): ByteSource => {
    const source = openByteSource(file);
    opened.push(source);
    return { name, sizeBytes: source.sizeBytes, read: source.read };
  };
  try {
    const source = open(request.path, request.name);
    const identity = identify(source, byteTools);
    if (identity !== 'rvc-voice' && identity !== 'onnx')
      throw notAVoice(request.name, identity === 'zip' ? 'archive' : identity);
    const indexes = indexFilesOf(request).map(({ file, name }) => open(file, name));
    return {
      kind: identity === 'onnx' ? 'network' : 'weights',
      voice: source,
      indexes,
      fileCount: 1 + indexes.length,
      note: null,
      licence: null,
      lines: [],
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

/** The index a person named, or those beside the voice that seem to be its own. */
function indexFilesOf(request: VoiceImportRequest): { readonly file: string; readonly name: string }[] {
  if (request.indexPath !== null) {
    return [{ file: request.indexPath, name: request.indexName ?? path.basename(request.indexPath) }];
  }
  const folder = path.dirname(request.path);
  const names = filesIn(folder);
  if (names.length > mostBeside) return [];
  const indexes = names.filter((name) => name.toLowerCase().endsWith('.index'));
  const voices = names.filter((name) => /\.(pth|onnx)$/i.test(name));
  const own = indexes.filter((name) => belongTogether(request.name, name));
  const isOnlyPair = indexes.length === 1 && voices.length === 1 && names.length <= fewBeside;
  return (own.length > 0 ? own : isOnlyPair ? indexes : []).map((name) => ({ file: path.join(folder, name), name }));
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.isFile());
  } catch {
    // A folder that cannot be listed has nothing to offer.
    return [];
  }
}
