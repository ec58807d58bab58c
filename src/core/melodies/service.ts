import { AppError } from '../../contract/errors.ts';
import type { MelodyId } from '../../contract/ids.ts';
import { melodyContentSchema, type Melody, type MelodyContent } from '../../contract/melodies.ts';
import { secondsAtBeat } from '../../contract/melody/score.ts';
import { melodyFileLimits } from '../../contract/operations/melodies.ts';
import type { CorePorts } from '../ports.ts';

export type FileRequest = { readonly path: string; readonly name?: string | undefined };
export type KeptPlan = { readonly planId: MelodyId };

export type MelodyService = {
  /** @throws AppError of the file, as listed in contract/errors.ts */
  open(request: FileRequest & { readonly track?: number | undefined }): Promise<Melody>;
  /** @throws AppError NOTES_UNREADABLE, MELODY_EMPTY, MELODY_TOO_LONG */
  fromNotes(text: string): Promise<Melody>;
  /** @throws AppError MELODY_UNKNOWN */
  get(id: MelodyId): Promise<Melody>;
  /** @throws AppError PLAN_INVALID and those of the file */
  openPlan(request: FileRequest): Promise<KeptPlan>;
};

type Ports = Pick<CorePorts, 'inference' | 'files' | 'melodyFiles'>;

const bytesPerMb = 1024 ** 2;
/** Of typed notes that become the melody's name. */
const nameCharacters = 60;

/** Scores and plans on their way into the library. The host reads them; here they are named and kept. */
export function createMelodyService(ports: Ports): MelodyService {
  const { inference, melodyFiles } = ports;
  const keep = async (content: MelodyContent, name: string): Promise<Melody> => {
    const parsed = melodyContentSchema.parse(content);
    const id = await melodyFiles.keep(JSON.stringify(parsed), { kind: 'score', name, recordingSha256: null });
    return melodyOf(id, name, parsed);
  };
  return {
    async open({ track, ...request }) {
      const source = await checkedFile(ports, request, melodyFileLimits.scoreBytes);
      return keep(await inference.request('readMelody', { ...source, track: track ?? null }), source.name);
    },
    async fromNotes(text) {
      return keep(await inference.request('readNotes', { text }), nameOfNotes(text));
    },
    async get(id) {
      const kept = await melodyFiles.read(id);
      if (kept?.facts.kind !== 'score') throw new AppError('MELODY_UNKNOWN', { id });
      return melodyOf(id, kept.facts.name, melodyContentSchema.parse(JSON.parse(kept.text)));
    },
    async openPlan(request) {
      const source = await checkedFile(ports, request, melodyFileLimits.planBytes);
      const planId = await melodyFiles.keepWritten(async (writeTo) => {
        const { sha256, recordingSha256 } = await inference.request('readPlan', { ...source, writeTo });
        return { sha256, facts: { kind: 'plan', name: source.name, recordingSha256 } };
      });
      return { planId };
    },
  };
}

function melodyOf(id: MelodyId, name: string, content: MelodyContent): Melody {
  const { tempos, notes } = content.score;
  const last = notes[notes.length - 1];
  return { ...content, id, name, durationSec: last ? secondsAtBeat(tempos, last.startBeat + last.lengthBeats) : 0 };
}

function nameOfNotes(text: string): string {
  const line = text.trim().replace(/\s+/gu, ' ');
  return line.length > nameCharacters ? `${line.slice(0, nameCharacters).trimEnd()}…` : line;
}

/** Where to read: a folder, a missing file and one beyond all sense are refused before the host is asked. */
async function checkedFile({ files }: Ports, request: FileRequest, maximumBytes: number) {
  const path = files.resolve(request.path);
  const name = request.name ?? files.nameOf(path);
  const { kind, sizeBytes } = await files.stat(path);
  if (kind === 'folder') throw new AppError('FILE_IS_FOLDER', { file: name });
  if (sizeBytes === 0) throw new AppError('FILE_EMPTY', { file: name });
  if (sizeBytes > maximumBytes) {
    throw new AppError('FILE_TOO_LARGE', { file: name, limit: `${String(maximumBytes / bytesPerMb)} MB` });
  }
  return { path, name };
}
