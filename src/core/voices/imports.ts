import { AppError, toEnvelope } from '../../contract/errors.ts';
import { voiceIdSchema, type VoiceId } from '../../contract/ids.ts';
import type { ImportLine, ImportReport } from '../../contract/imports.ts';
import type { VoiceImportResult } from '../../contract/inference.ts';
import type { ParsedInput } from '../../contract/operations/index.ts';
import { plainWords } from '../../contract/texts/plainWords.ts';
import { voiceLimits, type Voice } from '../../contract/voices.ts';
import type { Events } from '../events.ts';
import type { CorePorts, StoredVoice } from '../ports.ts';
import { StoppedEarly } from '../stoppedEarly.ts';
import type { VoiceLibrary } from './library.ts';
import type { RangeProbes } from './rangeProbes.ts';
import { factsOf } from './voiceFacts.ts';

export type VoiceImports = {
  /** The same id asked twice is read once. @throws AppError CANCELLED, and of the file, as listed in contract/errors.ts */
  inspect(request: ParsedInput<'voices.inspect'>): Promise<ImportReport>;
  /** @throws AppError IMPORT_UNKNOWN, DISK_FULL, FOLDER_NOT_WRITABLE, DATABASE_READ_ONLY */
  add(request: ParsedInput<'voices.add'>): Promise<Voice>;
  /** Also while it is read: then that is stopped, and waited for; and before: then it is not begun. */
  discard(importId: string): Promise<void>;
  stop(): Promise<void>;
};

export type VoiceImportParts = {
  readonly voices: VoiceLibrary;
  readonly probes: RangeProbes;
  readonly ports: Pick<CorePorts, 'inference' | 'voiceFiles' | 'files' | 'clock' | 'log' | 'facts'>;
  readonly emit: Events['emit'];
};

/** A voice that is being read. */
type Reading = { readonly report: Promise<ImportReport>; readonly stop: AbortController };

/** Inspected voices that nobody added or discarded; beyond these the oldest is forgotten. */
const pendingCount = 16;

/** Errors after which the same file can be asked for again as it is. */
const passing: readonly string[] = ['CANCELLED', 'HOST_CRASHED', 'NOT_CONNECTED'];

/** Strangers' voices on their way into the library. */
export function createVoiceImports(parts: VoiceImportParts): VoiceImports {
  const { voices, ports, emit } = parts;
  const { voiceFiles, log } = ports;
  const pending = new Map<string, VoiceImportResult>();
  const running = new Map<string, Reading>();
  const stoppedEarly = new StoppedEarly();
  let lastAdd: Promise<unknown> = Promise.resolve();
  let isEnding = false;

  const forget = async (importId: string): Promise<void> => {
    if (pending.delete(importId)) await voiceFiles.discard(importId);
  };
  const stopReading = async ({ report, stop }: Reading): Promise<void> => {
    stop.abort();
    await report.catch(() => undefined);
  };
  const forgetOldest = async (): Promise<void> => {
    const [oldest] = pending.keys();
    if (pending.size > pendingCount && oldest !== undefined) await forget(oldest);
  };
  const read = async (
    importId: string,
    request: ParsedInput<'voices.inspect'>,
    signal: AbortSignal,
  ): Promise<ImportReport> => {
    const source = await sourceOf(parts, request);
    const onProgress = ({ doneRatio }: { readonly doneRatio: number }): void => {
      emit({ name: 'voiceImport.changed', payload: { id: importId, doneRatio } });
    };
    try {
      const folder = await voiceFiles.stage(importId);
      const result = await ports.inference.request('importVoice', { ...source, folder }, { signal, onProgress });
      pending.set(importId, result);
      await forgetOldest();
      return reportOf(voices, importId, result);
    } catch (error) {
      await voiceFiles.discard(importId);
      throw error;
    }
  };

  const inspectAs = async (
    importId: string,
    request: ParsedInput<'voices.inspect'>,
    signal: AbortSignal,
  ): Promise<ImportReport> => {
    try {
      const report = await read(importId, request, signal);
      await forgetUploads(parts, request);
      return report;
    } catch (error) {
      const isUnwanted = signal.aborted && !isEnding;
      if (isUnwanted || !passing.includes(toEnvelope(error).code)) await forgetUploads(parts, request);
      throw error;
    }
  };

  const refuse = async (request: ParsedInput<'voices.inspect'>): Promise<never> => {
    await forgetUploads(parts, request);
    throw new AppError('CANCELLED', {});
  };

  const add = async ({ importId, ...said }: ParsedInput<'voices.add'>): Promise<Voice> => {
    const result = pending.get(importId);
    if (!result) throw new AppError('IMPORT_UNKNOWN', { id: importId });
    const { existing, isHere } = findSame(voices, result);
    if (existing && isHere) {
      await forget(importId);
      return voices.get(existing.id).voice;
    }
    pending.delete(importId);
    const row = rowOf(parts, result, { ...said, existing });
    try {
      await voiceFiles.keep(importId, row.id, factsOf(row));
    } catch (error) {
      pending.set(importId, result);
      throw error;
    }
    voices.setFailure(row.id, null, 'read');
    const voice = voices.save(row);
    log.info('voice.added', { voiceId: row.id, sha256: result.sha256 });
    parts.probes.add(row.id);
    return voice;
  };

  return {
    async discard(importId) {
      const reading = running.get(importId);
      if (reading) await stopReading(reading);
      else if (!pending.has(importId)) stoppedEarly.add(importId);
      await forget(importId);
    },
    inspect(request) {
      const importId = request.importId ?? crypto.randomUUID();
      if (stoppedEarly.has(importId)) return refuse(request);
      const known = pending.get(importId);
      if (known) return Promise.resolve(reportOf(voices, importId, known));
      const same = running.get(importId);
      if (same) return same.report;
      const stop = new AbortController();
      const report = inspectAs(importId, request, stop.signal).finally(() => running.delete(importId));
      running.set(importId, { report, stop });
      return report;
    },
    add(request) {
      // One after the other, so that two of one name or one sound see each other.
      const work = lastAdd.then(() => add(request));
      lastAdd = work.catch(() => undefined);
      return work;
    },
    async stop() {
      isEnding = true;
      await Promise.all([...running.values()].map(stopReading));
      for (const importId of [...pending.keys()]) await forget(importId);
    },
  };
}

/** Where to read, checked: a folder, a missing file and one beyond all sense are refused before the host is asked. */
async function sourceOf({ ports }: VoiceImportParts, request: ParsedInput<'voices.inspect'>) {
  if (ports.facts.isReadOnly) throw new AppError('DATABASE_READ_ONLY', { file: ports.facts.dataFolder });
  const checked = async (given: string, name?: string): Promise<{ path: string; name: string }> => {
    const path = ports.files.resolve(given);
    const file = plainWords(name ?? ports.files.nameOf(path));
    const { kind, sizeBytes } = await ports.files.stat(path);
    if (kind === 'folder') throw new AppError('FILE_IS_FOLDER', { file });
    if (sizeBytes > voiceLimits.maximumBytes) {
      throw new AppError('FILE_TOO_LARGE', { file, limit: `${String(voiceLimits.maximumBytes / 1024 ** 3)} GB` });
    }
    return { path, name: file };
  };
  const voice = await checked(request.path, request.name);
  const index = request.indexPath === undefined ? null : await checked(request.indexPath, request.indexName);
  return { ...voice, indexPath: index?.path ?? null, indexName: index?.name ?? null };
}

async function forgetUploads({ ports }: VoiceImportParts, request: ParsedInput<'voices.inspect'>): Promise<void> {
  for (const path of [request.path, request.indexPath])
    if (path !== undefined) await ports.voiceFiles.forgetUpload(path);
}

type Same = {
  /** The voice that a new one is, or whose place it takes. */
  readonly existing: StoredVoice | undefined;
  /** Nothing would be gained by adding it again. */
  readonly isHere: boolean;
};

/**
 * The same file is the same voice. Adding it again repairs one whose files are damaged, and brings an index to one without;
 * with another index it is another voice.
 */
function findSame(voices: VoiceLibrary, { hash, passport }: VoiceImportResult): Same {
  const rows = voices.ofOriginal(passport.originalSha256);
  const exact = rows.find((row) => row.hash === hash);
  const existing = exact ?? rows.find((row) => passport.index === null || row.passport.index === null);
  if (!existing) return { existing, isHere: false };
  const isWhole = voices.get(existing.id).voice.failure === null;
  return { existing, isHere: isWhole && (exact !== undefined || passport.index === null) };
}

function reportOf(voices: VoiceLibrary, importId: string, result: VoiceImportResult): ImportReport {
  const { passport: _, hash: __, baseModels: ___, rangeMidi: ____, ...told } = result;
  const { existing, isHere } = findSame(voices, result);
  const here: ImportLine[] =
    existing && isHere ? [{ code: 'ALREADY_HERE', status: 'note', details: { voice: existing.name } }] : [];
  return {
    ...told,
    importId,
    lines: [...result.lines, ...here],
    suggestedName: existing?.name ?? voices.freeName(result.suggestedName, null),
    existingVoiceId: existing?.id ?? null,
    canAdd: result.canAdd && !isHere,
  };
}

type Said = Omit<ParsedInput<'voices.add'>, 'importId'> & { readonly existing: StoredVoice | undefined };

/** The row of a new voice, or of one whose damaged files are replaced. */
function rowOf({ voices, ports }: VoiceImportParts, result: VoiceImportResult, said: Said): StoredVoice {
  const { existing } = said;
  const id: VoiceId = existing?.id ?? voiceIdSchema.parse(crypto.randomUUID());
  const licence = said.licence ?? existing?.licence ?? result.licence;
  return {
    id,
    name: voices.freeName(said.name ?? existing?.name ?? result.suggestedName, id),
    converterId: 'rvc',
    status: 'ready',
    hash: result.hash,
    consent: said.consent === 'unknown' ? (existing?.consent ?? 'unknown') : said.consent,
    licence: licence === '' ? null : licence,
    rangeMidi: result.rangeMidi,
    mark: result.mark,
    baseModels: result.baseModels,
    passport: result.passport,
    createdAt: existing?.createdAt ?? new Date(ports.clock.nowMs()).toISOString(),
    removedAt: null,
    purgedAt: null,
  };
}
