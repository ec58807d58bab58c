import { AppError } from '../../contract/errors.ts';
import type { VoiceId } from '../../contract/ids.ts';
import type { CorePorts } from '../ports.ts';
import type { VoiceLibrary } from './library.ts';
import type { LibraryVoice } from './libraryVoice.ts';

type Parts = { readonly voices: VoiceLibrary; readonly ports: Pick<CorePorts, 'voiceFiles'> };

/** Looks whether a voice's files are still there, and has the library know. */
export async function checkVoiceFiles({ voices, ports }: Parts, id: VoiceId): Promise<void> {
  const { voice } = voices.get(id);
  if (voice.isBuiltIn || voice.removedAt !== null) return;
  const file = await ports.voiceFiles.findDamage(id);
  const failure = { code: 'VOICE_FILES_DAMAGED', details: { voice: voice.name.en, file: file ?? '' } } as const;
  voices.setFailure(id, file === null ? null : failure, 'looked');
}

/**
 * A voice that a job may be made for.
 * @throws AppError VOICE_UNKNOWN, VOICE_REMOVED, VOICE_NOT_READY
 */
export async function readyVoice(parts: Parts, id: VoiceId): Promise<LibraryVoice> {
  const found = await checkedVoice(parts, id);
  if (found.voice.status !== 'ready') throw new AppError('VOICE_NOT_READY', { voice: found.voice.name.en });
  return found;
}

/**
 * The voice of a job whose turn has come; it may have been removed or damaged while the job waited.
 * @throws AppError VOICE_UNKNOWN, VOICE_REMOVED, VOICE_NOT_READY, VOICE_FILES_DAMAGED
 */
export async function singingVoice(parts: Parts, id: VoiceId): Promise<LibraryVoice> {
  const { failure } = (await checkedVoice(parts, id)).voice;
  if (failure) throw new AppError(failure.code, failure.details);
  return readyVoice(parts, id);
}

/** Files whose bytes are no longer those of the import are found when they are loaded: then it is the voice that is damaged. */
export function rejectWithDamage(voices: VoiceLibrary, { voice, converterVoice }: LibraryVoice, error: unknown): never {
  const { file = '' } = error instanceof AppError ? (error.details as { readonly file?: string }) : {};
  if (converterVoice.folder === null || !voiceFilePattern.test(file)) throw error;
  const details = { voice: voice.name.en, file };
  voices.setFailure(voice.id, { code: 'VOICE_FILES_DAMAGED', details }, 'read');
  throw new AppError('VOICE_FILES_DAMAGED', details, { cause: error });
}

/** Names in a voice's folder; those of base models and of the program's own networks are others. */
const voiceFilePattern = /^((encoder|decoder|voice)\.onnx|retrieval\.index|voice\.json)$/;

async function checkedVoice(parts: Parts, id: VoiceId): Promise<LibraryVoice> {
  const before = parts.voices.get(id).voice;
  if (before.removedAt !== null) throw new AppError('VOICE_REMOVED', { voice: before.name.en });
  await checkVoiceFiles(parts, id);
  return parts.voices.get(id);
}
