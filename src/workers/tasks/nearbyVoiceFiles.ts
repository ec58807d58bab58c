import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import { plainWords } from '../../contract/texts/plainWords.ts';
import { lookNearby, type NearbySource } from '../../engine/voiceFiles/archive/nearby.ts';
import type { DspTask } from '../taskTypes.ts';
import { throwIfCancelled } from './stageTimer.ts';

/** Files that could be a voice or belong to one, by their ending; only these are looked into. */
const candidates = /\.(pth|pt|onnx|index|zip|safetensors)$/i;
const mostLooked = 24;
const mostTold = 12;

/** What the files beside a refused one look like; a look inside reads their table of contents and nothing more. */
export const nearbyVoiceFiles: DspTask<'nearbyVoiceFiles'> = (input, context) => {
  const folder = path.dirname(input.path);
  const names = namesIn(folder).filter((name) => candidates.test(name));
  const own = path.basename(input.path);
  // The refused one first, so that it is among those that are told.
  names.sort((a, b) => Number(b === own) - Number(a === own) || a.localeCompare(b));
  const sources = names.slice(0, mostLooked).flatMap((name): NearbySource[] => {
    const file = path.join(folder, name);
    const stat = statSync(file, { throwIfNoEntry: false });
    const open = () => {
      throwIfCancelled(context);
      return openByteSource(file);
    };
    return stat?.isFile() ? [{ name, sizeBytes: stat.size, open }] : [];
  });
  const looks = lookNearby(sources, byteTools).slice(0, mostTold);
  return Promise.resolve(
    looks.map(({ name, goesWith, ...look }) => ({
      ...look,
      name: plainWords(name),
      goesWith: goesWith && plainWords(goesWith),
      path: path.join(folder, name),
    })),
  );
};

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
