import { AppError, type ErrorEnvelope } from '../../contract/errors.ts';
import type { VoiceId } from '../../contract/ids.ts';
import type { Voice } from '../../contract/voices.ts';
import type { BuiltInVoice } from '../../engine/voices/types.ts';
import type { Events } from '../events.ts';
import type { CorePorts, StoredVoice } from '../ports.ts';
import { builtInLibraryVoice, importedLibraryVoice, type LibraryVoice } from './libraryVoice.ts';
import { comparable, freeName } from '../names.ts';

export type VoiceLibrary = {
  /** Those that can be chosen: built-in, then imported ones, newest first. */
  list(): readonly Voice[];
  /** The bin, last removed first. */
  removed(): readonly Voice[];
  /** Rows of imported voices, those in the bin included. */
  rows(): readonly StoredVoice[];
  /**
   * A voice that can be chosen, by id or by name, in any language, case and accents' composition ignored.
   * @throws AppError VOICE_UNKNOWN, naming voices there are
   */
  find(idOrName: string): LibraryVoice;
  /** By id, whatever became of it. @throws AppError VOICE_UNKNOWN */
  get(id: VoiceId): LibraryVoice;
  /** The row of an imported voice. @throws AppError VOICE_UNKNOWN or VOICE_IS_BUILT_IN */
  row(id: VoiceId): StoredVoice;
  /** Voices made from the same file, newest first; none of the bin. */
  ofOriginal(originalSha256: string): readonly StoredVoice[];
  /** The name, numbered where another voice that can be chosen has it. */
  freeName(name: string, exceptId: VoiceId | null): string;
  /** Adds or replaces an imported voice. @throws AppError DATABASE_READ_ONLY, DISK_FULL */
  save(row: StoredVoice): Voice;
  /**
   * Why a voice cannot sing, found out now; null where it can.
   * @param how `looked`: at its files from outside, which does not take back what was found when they were `read`
   */
  setFailure(id: VoiceId, failure: ErrorEnvelope | null, how: 'looked' | 'read'): void;
};

type Ports = Pick<CorePorts, 'voices' | 'voiceFiles' | 'files'>;

/** How many voices an error names. */
const namedCount = 20;

/** The rows as they are asked for, made anew after a change. */
type Shelf = {
  readonly listed: readonly Voice[];
  readonly removed: readonly Voice[];
  readonly idOf: ReadonlyMap<string, VoiceId>;
  readonly byOriginal: ReadonlyMap<string, readonly StoredVoice[]>;
};

/**
 * The voices there are: built-in ones from code, imported ones from their rows. Rows are read once and kept, because this
 * process is the only one that changes them.
 */
export function createVoiceLibrary(ports: Ports, builtIn: readonly BuiltInVoice[], emit: Events['emit']): VoiceLibrary {
  const fixed = new Map(
    builtIn.map((voice) => {
      const made = builtInLibraryVoice(voice, (text) => ports.files.sha256Of(text));
      return [made.voice.id, made];
    }),
  );
  let loaded: Map<VoiceId, StoredVoice> | undefined;
  let shelf: Shelf | undefined;
  const failures = new Map<VoiceId, ErrorEnvelope>();
  /** Voices whose failure was found in the bytes themselves. */
  const wasRead = new Set<VoiceId>();

  const stored = (): Map<VoiceId, StoredVoice> => (loaded ??= new Map(ports.voices.list().map((row) => [row.id, row])));
  const made = (row: StoredVoice): LibraryVoice =>
    importedLibraryVoice(row, ports.voiceFiles.folderOf(row.id), failures.get(row.id) ?? null);
  const shelved = (): Shelf => (shelf ??= shelve(fixed, [...stored().values()], (row) => made(row).voice));
  const lookUp = (id: VoiceId): LibraryVoice | undefined => {
    const row = stored().get(id);
    return fixed.get(id) ?? (row && made(row));
  };
  const unknown = (voice: string): AppError => {
    const names = shelved().listed.map(({ id, isBuiltIn, name }) => (isBuiltIn ? id : name.en));
    const known = [...names.slice(0, namedCount), ...(names.length > namedCount ? ['…'] : [])];
    return new AppError('VOICE_UNKNOWN', { voice, known: known.join(', ') });
  };
  const get = (id: VoiceId): LibraryVoice => {
    const found = lookUp(id);
    if (!found) throw unknown(id);
    return found;
  };

  return {
    list: () => shelved().listed,
    removed: () => shelved().removed,
    rows: () => [...stored().values()].filter(({ purgedAt }) => purgedAt === null),
    find(idOrName) {
      const id = shelved().idOf.get(comparable(idOrName));
      const found = id && lookUp(id);
      if (!found) throw unknown(idOrName);
      return found;
    },
    get,
    row(id) {
      const row = stored().get(id);
      if (row && row.purgedAt === null) return row;
      const builtInVoice = fixed.get(id);
      throw builtInVoice ? new AppError('VOICE_IS_BUILT_IN', { voice: builtInVoice.voice.name.en }) : unknown(id);
    },
    ofOriginal: (originalSha256) => shelved().byOriginal.get(originalSha256) ?? [],
    freeName(name, exceptId) {
      const { idOf } = shelved();
      return freeName(name, (candidate) => {
        const id = idOf.get(comparable(candidate));
        return id !== undefined && id !== exceptId;
      });
    },
    save(row) {
      ports.voices.save(row);
      stored().set(row.id, row);
      shelf = undefined;
      const { voice } = made(row);
      emit({ name: 'voice.changed', payload: voice });
      return voice;
    },
    setFailure(id, failure, how) {
      if (how === 'looked' && wasRead.has(id)) return;
      if (how === 'read' && failure) wasRead.add(id);
      if (how === 'read' && !failure) wasRead.delete(id);
      const before = failures.get(id) ?? null;
      if (JSON.stringify(before) === JSON.stringify(failure)) return;
      if (failure) failures.set(id, failure);
      else failures.delete(id);
      shelf = undefined;
      emit({ name: 'voice.changed', payload: get(id).voice });
    },
  };
}

function shelve(
  fixed: ReadonlyMap<VoiceId, LibraryVoice>,
  rows: readonly StoredVoice[],
  view: (row: StoredVoice) => Voice,
): Shelf {
  const here = rows.filter(({ removedAt }) => removedAt === null).sort(by(({ createdAt }) => createdAt));
  const inBin = rows.filter(({ removedAt, purgedAt }) => removedAt !== null && purgedAt === null);
  const listed = [...[...fixed.values()].map(({ voice }) => voice), ...here.map(view)];
  const idOf = new Map<string, VoiceId>();
  for (const { id, name } of listed) {
    for (const word of [id, name.en, name['pt-BR']]) if (!idOf.has(comparable(word))) idOf.set(comparable(word), id);
  }
  const byOriginal = new Map<string, StoredVoice[]>();
  for (const row of here) {
    const { originalSha256 } = row.passport;
    byOriginal.set(originalSha256, [...(byOriginal.get(originalSha256) ?? []), row]);
  }
  return {
    listed,
    removed: inBin.sort(by(({ removedAt }) => removedAt ?? '')).map(view),
    idOf,
    byOriginal,
  };
}

/** Latest first. */
function by(time: (row: StoredVoice) => string): (a: StoredVoice, b: StoredVoice) => number {
  return (a, b) => time(b).localeCompare(time(a)) || b.id.localeCompare(a.id);
}
