import { AppError } from '../../../contract/errors.ts';
import { Allowance } from '../../bytes/allowance.ts';
import { memorySource } from '../../bytes/memorySource.ts';
import { shownItem } from '../../bytes/refusals.ts';
import type { ByteTools } from '../../bytes/types.ts';
import { readZip } from '../../zip/readZip.ts';
import type { ZipArchive, ZipEntry } from '../../zip/types.ts';
import { xmlText } from '../xmlText.ts';
import { fileLimits } from '../limits.ts';
import { damagedMelody, notAMelody } from '../refusals.ts';
import { childOf, readElements, childrenOf } from './elements.ts';

const CONTAINER = 'META-INF/container.xml';
const SCORE_NAME = /\.(musicxml|xml)$/i;
/** Scores repeat themselves: their text shrinks far more than weights do. */
const textRatios = { entryRatio: 400, archiveRatio: 400 } as const;

/**
 * The score inside a compressed MusicXML file: the one its container names, or else the first with a fitting name. Names lead to
 * entries of the archive, never to a disk.
 *
 * @throws AppError MELODY_DAMAGED, NOT_A_MELODY for an archive without a score
 */
export function openMxl(file: string, bytes: Uint8Array, tools: ByteTools): string {
  return inArchive(file, () => {
    const archive = readZip(memorySource(file, bytes), tools, new Allowance(fileLimits.heldBytes), textRatios);
    const entry = scoreEntry(file, archive);
    if (entry === undefined) throw notAMelody(file, 'archive');
    return xmlText(file, archive.read(entry));
  });
}

function scoreEntry(file: string, archive: ZipArchive): ZipEntry | undefined {
  const named = (name: string): ZipEntry | undefined => archive.entries.find((entry) => entry.name === name);
  const container = named(CONTAINER);
  if (container !== undefined) {
    const rootFiles = childOf(readElements(file, xmlText(file, archive.read(container))), 'rootfiles');
    const rootFile = rootFiles === undefined ? undefined : childrenOf(rootFiles, 'rootfile').at(0);
    const entry = named(rootFile?.attributes['full-path'] ?? '');
    if (entry !== undefined) return entry;
  }
  return archive.entries.find(({ name }) => SCORE_NAME.test(name) && !name.startsWith('META-INF/'));
}

/** What the archive reader says of voices is said of melodies. */
function inArchive<T>(file: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof AppError) || !error.code.startsWith('VOICE_')) throw error;
    const item = 'item' in error.details ? error.details.item : '';
    throw damagedMelody(file, 'archive', shownItem(item));
  }
}
