import type { AppError } from '../../../contract/errors.ts';
import { Allowance } from '../../bytes/allowance.ts';
import { notAVoice } from '../../bytes/refusals.ts';
import type { ByteSource, ByteTools } from '../../bytes/types.ts';
import { readZip } from '../../zip/readZip.ts';
import { matchVoices } from './matchVoices.ts';
import type { BroughtFile, MatchedFiles } from './types.ts';

/** What may be held while one packed file is unpacked: an index of 600 MB and what it was packed in. */
const archiveHeldBytes = 1.25 * 2 ** 30;

/**
 * Looks into a `.zip` and matches the voices and indexes in it. Stored files are read where they lie; packed ones are
 * unpacked one at a time. Nothing is written, and no name in it is used as a path.
 * @returns at least one choice
 * @throws AppError VOICE_FILE_UNSAFE for bombs and path tricks, VOICE_FILE_DAMAGED; without a usable voice, the reason of
 * what came nearest to one
 */
export function readVoiceArchive(
  source: ByteSource,
  tools: ByteTools,
  allowance = new Allowance(archiveHeldBytes),
): MatchedFiles {
  const archive = readZip(source, tools, allowance);
  const files = archive.entries.map((entry): BroughtFile => {
    const { name, sizeBytes, method } = entry;
    const check = () => {
      if (method === 'stored') archive.checkStored(entry);
    };
    return { name, sizeBytes, open: () => archive.open(entry), check };
  });
  const matched = matchVoices(files, tools);
  if (matched.choices.length === 0) throw nearestReason(source.name, matched);
  return matched;
}

/** Why there is no voice: what is dangerous first, then what is a voice and broken, then what is something else. */
function nearestReason(archive: string, { refused, strayIndexes }: MatchedFiles): AppError {
  const order = ['VOICE_FILE_UNSAFE', 'VOICE_UNSUPPORTED', 'VOICE_FILE_DAMAGED', 'NOT_A_VOICE'];
  const voices = refused.filter(({ file }) => !/\.index$/i.test(file));
  for (const code of order) {
    const found = voices.find(({ error }) => error.code === code);
    if (found) return found.error;
  }
  return notAVoice(archive, strayIndexes.length > 0 ? 'index' : 'archive');
}
