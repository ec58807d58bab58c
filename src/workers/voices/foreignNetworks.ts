import { statSync } from 'node:fs';
import path from 'node:path';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import type { VoiceFile } from '../../adapters/voices/voiceFolder.ts';
import { AppError } from '../../contract/errors.ts';
import { checkForeignGraph } from '../../engine/onnx/foreignGraph.ts';
import { readOnnx } from '../../engine/onnx/readOnnx.ts';

/** Files that were looked at in this thread, as they were then. */
const seen = new Set<string>();

/**
 * Looks at the networks of a voice before they are run. An import has done so, but a voice may also have come with a backup
 * or been copied into the library by hand.
 * @throws AppError VOICE_FILES_DAMAGED
 */
export function checkNetworks(folder: string, { network }: Pick<VoiceFile, 'network'>): void {
  const files = network.kind === 'split' ? [network.encoder, network.decoder] : [network.model];
  for (const { file } of files) {
    try {
      checkNetwork(path.join(folder, file));
    } catch (cause) {
      throw new AppError('VOICE_FILES_DAMAGED', { voice: path.basename(folder), file }, { cause });
    }
  }
}

function checkNetwork(file: string): void {
  const { size, mtimeMs } = statSync(file);
  const state = `${file} ${String(size)} ${String(mtimeMs)}`;
  if (seen.has(state)) return;
  const source = openByteSource(file);
  try {
    checkForeignGraph(source.name, readOnnx(source));
  } finally {
    source.close();
  }
  seen.add(state);
}
