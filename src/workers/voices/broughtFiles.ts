import { readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import type { ErrorDetails } from '../../contract/errors.ts';
import type { ImportLine } from '../../contract/imports.ts';
import type { VoiceImportRequest } from '../../contract/inference.ts';
import { voiceLimits } from '../../contract/voices.ts';
import { notAVoice, shownItem } from '../../engine/bytes/refusals.ts';
import type { ByteSource } from '../../engine/bytes/types.ts';
import { readVoiceArchive } from '../../engine/voiceFiles/archive/readVoiceArchive.ts';
import type { BroughtFile, MatchedFiles, VoiceChoice } from '../../engine/voiceFiles/archive/types.ts';
import { baseName, nameLikeness } from '../../engine/voiceFiles/archive/voiceNames.ts';
import { identify } from '../../engine/voiceFiles/identify.ts';
import { reasonOf } from './indexChoice.ts';

/** Files that were brought in, sorted by what they are. Open until `close`. */
export type BroughtFiles = {
  readonly kind: 'weights' | 'network';
  readonly voice: ByteSource;
  /** Indexes that may belong to it, the likeliest first. */
  readonly indexes: readonly ByteSource[];
  readonly fileCount: number;
  /** Of what was brought, indexes beside it included, as it lies on the disk. */
  readonly sizeBytes: number;
  /** The file itself: the archive where the voice came in one. */
  readonly brought: ByteSource;
  readonly note: string | null;
  readonly licence: string | null;
  /** What there is to tell of the other files. */
  readonly lines: readonly ImportLine[];
  close(): void;
};

type Open = (file: string, name: string) => ByteSource;

/** Folders with more entries than this are nobody's voice folder; nothing beside is looked at. */
const mostBeside = 2000;
/** Few enough files that the only index is the voice's, whatever it is called. */
const fewBeside = 8;
const mostIgnoredLines = 6;
const longestLicence = 200;

/**
 * Opens what a person brought and finds the voice in it.
 * @param onRead called before so many bytes are read; throws to stop
 * @throws AppError of the file: VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED, NOT_A_VOICE, FILE_NOT_FOUND …
 */
export function openBrought(request: VoiceImportRequest, onRead: (bytes: number) => void): BroughtFiles {
  const opened: { close(): void }[] = [];
  const close = (): void => {
    for (const source of opened.splice(0)) source.close();
  };
  const open: Open = (file, name) => {
    const source = openByteSource(file);
    opened.push(source);
    const read: ByteSource['read'] = (start, count) => {
      onRead(count);
      return source.read(start, count);
    };
    return { name, sizeBytes: source.sizeBytes, read };
  };
  try {
    const brought = open(request.path, request.name);
    const identity = identify(brought, byteTools);
    if (identity === 'zip') return { ...fromArchive(request, brought, open), close };
    if (identity !== 'rvc-voice' && identity !== 'onnx') throw notAVoice(request.name, identity);
    const indexes = chosenIndex(request, open) ?? indexesBeside(request, open);
    return {
      kind: identity === 'onnx' ? 'network' : 'weights',
      voice: brought,
      indexes,
      fileCount: 1 + indexes.length,
      sizeBytes: indexes.reduce((sum, index) => sum + index.sizeBytes, brought.sizeBytes),
      brought,
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

function fromArchive(request: VoiceImportRequest, brought: ByteSource, open: Open): Omit<BroughtFiles, 'close'> {
  const matched = readVoiceArchive(brought, byteTools);
  const [choice] = matched.choices;
  if (!choice) throw notAVoice(request.name, 'archive');
  const [note] = matched.notes;
  const { indexes, lines } = intactIndex(choice);
  return {
    kind: choice.kind,
    voice: sourceOf(choice.file),
    indexes: chosenIndex(request, open) ?? indexes,
    fileCount: matched.fileCount,
    sizeBytes: brought.sizeBytes,
    brought,
    note: note?.text ?? null,
    licence: matched.licence && firstLine(matched.licence.text),
    lines: [...lines, ...linesOf(matched)],
  };
}

/** The likeliest index of an archive that was packed and unpacked without harm, and a line for each that was not. */
function intactIndex({ indexes }: VoiceChoice): { readonly indexes: ByteSource[]; readonly lines: ImportLine[] } {
  const lines: ImportLine[] = [];
  for (const { file } of indexes) {
    try {
      return { indexes: [sourceOf(file)], lines };
    } catch (error) {
      lines.push(indexLine(shownItem(baseName(file.name)), error));
    }
  }
  return { indexes: [], lines };
}

function indexLine(file: string, error: unknown): ImportLine {
  return { code: 'INDEX_REFUSED', status: 'warning', details: { file, reason: reasonOf(error) } };
}

/** Its checksum compared. */
function sourceOf(file: BroughtFile): ByteSource {
  file.check();
  const { sizeBytes, read } = file.open();
  return { name: shownItem(baseName(file.name)), sizeBytes, read };
}

/** What is said of the files that are neither the voice nor its index. */
function linesOf({ choices, strayIndexes, notes, pictures, refused, ignored }: MatchedFiles): ImportLine[] {
  const isUnsafe = ({ error }: MatchedFiles['refused'][number]): boolean => error.code === 'VOICE_FILE_UNSAFE';
  const isIndex = ({ file }: MatchedFiles['refused'][number]): boolean => /\.index$/i.test(file);
  const others = [
    ...choices.slice(1).map(({ file }) => shownItem(baseName(file.name))),
    ...strayIndexes.map(({ file }) => shownItem(baseName(file.name))),
    ...notes.slice(1).map(({ file }) => file),
    ...refused.filter((one) => !isUnsafe(one) && !isIndex(one)).map(({ file }) => file),
    ...pictures,
    ...ignored,
  ];
  return [
    ...refused.filter(isUnsafe).map(({ file, error }): ImportLine => {
      const { item } = error.details as ErrorDetails['VOICE_FILE_UNSAFE'];
      return { code: 'FILE_REFUSED', status: 'warning', details: { file, item } };
    }),
    ...refused.filter((one) => isIndex(one) && !isUnsafe(one)).map(({ file, error }) => indexLine(file, error)),
    ...notes.slice(0, 1).map(({ file }): ImportLine => ({ code: 'NOTE_KEPT', status: 'note', details: { file } })),
    ...others
      .slice(0, mostIgnoredLines)
      .map((file): ImportLine => ({ code: 'FILE_IGNORED', status: 'note', details: { file } })),
  ];
}

function firstLine(text: string): string | null {
  const line = text
    .split(/\r?\n/)
    .map((one) => one.replace(/[\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ').trim())
    .find((one) => one !== '');
  return line === undefined ? null : line.slice(0, longestLicence);
}

/** The index a person named. */
function chosenIndex({ indexPath, indexName }: VoiceImportRequest, open: Open): ByteSource[] | null {
  return indexPath === null ? null : [open(indexPath, indexName ?? path.basename(indexPath))];
}

/** The indexes in the voice's folder that seem to be its own. */
function indexesBeside(request: VoiceImportRequest, open: Open): ByteSource[] {
  const folder = path.dirname(request.path);
  const names = filesIn(folder);
  const indexes = names.filter((name) => name.toLowerCase().endsWith('.index'));
  const voices = names.filter((name) => /\.(pth|onnx)$/i.test(name));
  const own = indexes
    .map((name) => ({ name, likeness: nameLikeness(request.name, name) }))
    .filter(({ likeness }) => likeness > 0)
    .sort((a, b) => b.likeness - a.likeness || a.name.localeCompare(b.name))
    .map(({ name }) => name);
  const isOnlyPair = indexes.length === 1 && voices.length === 1 && names.length <= fewBeside;
  return (own.length > 0 ? own : isOnlyPair ? indexes : []).flatMap((name) => {
    try {
      const index = open(path.join(folder, name), name);
      return index.sizeBytes <= voiceLimits.maximumBytes ? [index] : [];
    } catch {
      // Nobody asked for it by name; the voice sings without.
      return [];
    }
  });
}

/** Names of the files in a folder; none where it cannot be listed or holds more than a voice's folder does. */
function filesIn(folder: string): string[] {
  try {
    const names = readdirSync(folder);
    if (names.length > mostBeside) return [];
    return names.filter((name) => statSync(path.join(folder, name), { throwIfNoEntry: false })?.isFile());
  } catch {
    return [];
  }
}
