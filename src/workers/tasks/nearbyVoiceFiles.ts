import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import { AppError } from '../../contract/errors.ts';
import type { NearbyFile } from '../../contract/imports.ts';
import { identify, type Identity } from '../../engine/voiceFiles/identify.ts';
import type { DspTask } from '../taskTypes.ts';
import { throwIfCancelled } from './stageTimer.ts';

/** Files that could be a voice or belong to one, by their ending; only these are looked into. */
const candidates = /\.(pth|pt|onnx|index|zip|safetensors)$/i;
const mostLooked = 24;
const mostTold = 12;
const order: readonly NearbyFile['looksLike'][] = ['voice', 'index', 'archive', 'training', 'other'];

/** What the files beside a refused one look like; a look inside reads their table of contents and nothing more. */
export const nearbyVoiceFiles: DspTask<'nearbyVoiceFiles'> = (input, context) => {
  const folder = path.dirname(input.path);
  const names = namesIn(folder).filter((name) => candidates.test(name));
  const own = path.basename(input.path);
  // The refused one first, so that it is among those that are told.
  names.sort((a, b) => Number(b === own) - Number(a === own) || a.localeCompare(b));
  const found: NearbyFile[] = [];
  for (const name of names.slice(0, mostLooked)) {
    throwIfCancelled(context);
    const file = path.join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    if (stat?.isFile()) found.push({ name, path: file, sizeBytes: stat.size, looksLike: lookOf(file) });
  }
  const rank = ({ looksLike }: NearbyFile): number => order.indexOf(looksLike);
  return Promise.resolve(found.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)).slice(0, mostTold));
};

function lookOf(file: string): NearbyFile['looksLike'] {
  try {
    const source = openByteSource(file);
    try {
      return wordOf(identify(source, byteTools));
    } finally {
      source.close();
    }
  } catch (error) {
    // Unsafe, damaged or unreadable: nothing to offer, and nothing to say about a file nobody chose.
    if (error instanceof AppError) return 'other';
    throw error;
  }
}

function wordOf(identity: Identity): NearbyFile['looksLike'] {
  if (identity === 'rvc-voice' || identity === 'onnx') return 'voice';
  if (identity === 'index') return 'index';
  if (identity === 'zip') return 'archive';
  return identity === 'training-generator' || identity === 'training-discriminator' ? 'training' : 'other';
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
