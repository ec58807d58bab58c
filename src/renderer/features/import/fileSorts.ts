import { scoreExtensions } from '../../../contract/melodies.ts';
import { recordingExtensions } from '../../../contract/recordings.ts';
import { voiceExtensions } from '../../../contract/voiceFiles.ts';

/** What a file is, going by its name alone: the first guess, which its contents may correct. */
export type FileSort = 'voice' | 'index' | 'model' | 'melody' | 'recording' | 'unknown';

/** Of the files that hold notes, those that hold nothing else. */
const melodyExtensions = scoreExtensions.filter((extension) => extension !== 'txt' && extension !== 'xml');
const modelExtensions: readonly string[] = ['pt', 'bin', 'safetensors'];

function extensionOf(name: string): string {
  return /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

export function sortOf(name: string): FileSort {
  const extension = extensionOf(name);
  if (extension === 'index') return 'index';
  if (voiceExtensions.some((known) => known === extension)) return 'voice';
  if (modelExtensions.includes(extension)) return 'model';
  if (melodyExtensions.some((known) => known === extension)) return 'melody';
  return recordingExtensions.includes(extension) ? 'recording' : 'unknown';
}

type Named = { readonly name: string };
export type VoiceGroup<F> = { readonly file: F; readonly index: F | null };
export type FileGroups<F> = {
  readonly voices: readonly VoiceGroup<F>[];
  readonly models: readonly F[];
  readonly melodies: readonly F[];
  readonly recordings: readonly F[];
};

function plainStem(name: string): string {
  return name
    .replace(/\.[^.]*$/, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The index that goes with a voice: one that carries its name, else the only one there is for the only voice. */
function indexFor<F extends Named>(voice: F, voices: readonly F[], indexes: readonly F[]): F | null {
  const stem = plainStem(voice.name);
  const named = indexes.find((index) => plainStem(index.name).includes(stem));
  return named ?? (voices.length === 1 ? (indexes[0] ?? null) : null);
}

/**
 * Files that came together, sorted by what they are for. An index without any voice stands as a voice, so that it gets the
 * sentence which says what is missing.
 */
export function groupFiles<F extends Named>(files: readonly F[]): FileGroups<F> {
  const of = (sort: FileSort): F[] => files.filter((file) => sortOf(file.name) === sort);
  const voices = of('voice');
  const indexes = of('index');
  const groups = voices.map((file) => ({ file, index: indexFor(file, voices, indexes) }));
  const alone = voices.length === 0 ? indexes.slice(0, 1).map((file) => ({ file, index: null })) : [];
  return {
    voices: [...groups, ...alone],
    models: of('model'),
    melodies: of('melody'),
    recordings: [...of('recording'), ...of('unknown')],
  };
}
