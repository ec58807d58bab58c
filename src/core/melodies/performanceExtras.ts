import { AppError } from '../../contract/errors.ts';
import { melodyIdSchema, type MelodyId, type RecordingId } from '../../contract/ids.ts';
import type { MelodySource, PerformanceExtras, RecordingSource } from '../../contract/inference.ts';
import type { ConvertRequest, Recipe } from '../../contract/jobs.ts';
import type { MelodyChoice, RecipeMelody } from '../../contract/melodies.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import type { CorePorts, StoredRecording } from '../ports.ts';
import { sourceOf } from '../recordings/analysisRuns.ts';
import type { MelodyFacts } from './ports.ts';

/** What a conversion sings and plays beside the recording, as it is asked for. */
export type ExtrasRequest = Pick<ConvertRequest, 'melody' | 'lyrics' | 'backing'>;
/** The same by content, as a recipe keeps it. */
export type RecipeExtras = Pick<Recipe, 'melody' | 'lyrics' | 'backing'>;

export type ExtrasParts = {
  readonly ports: Pick<CorePorts, 'recordings' | 'melodyFiles'>;
};

/**
 * What a recipe says of melody, words and backing. Modes that follow no melody leave melody and words out, so that equal
 * takes have equal recipes; a backing stays, for the export.
 * @param settings complete
 * @param recordingSha256 of the recording that will be sung
 * @throws AppError MELODY_MISSING, MELODY_UNKNOWN, PLAN_OTHER_RECORDING, RECORDING_UNKNOWN
 */
export async function recipeExtrasOf(
  parts: ExtrasParts,
  { melody, lyrics, backing }: ExtrasRequest,
  settings: AnySettingValues,
  recordingSha256: string,
): Promise<RecipeExtras> {
  const isSung = settings['mode'] === 'melody';
  if (isSung && !melody) throw new AppError('MELODY_MISSING', {});
  const recipeMelody = isSung && melody ? await recipeMelodyOf(parts, melody, recordingSha256) : undefined;
  const words = lyrics?.trim() ?? '';
  return {
    ...(recipeMelody && { melody: recipeMelody }),
    // A plan has its words in it.
    ...(recipeMelody && recipeMelody.kind !== 'plan' && words !== '' ? { lyrics: words } : {}),
    ...(backing && {
      backing: {
        sha256: recordingOf(parts, backing.recordingId).sha256,
        gainDb: backing.gainDb,
        startSec: backing.startSec,
      },
    }),
  };
}

/**
 * How a recipe's melody, words and backing would be asked for today.
 * @throws AppError RECORDING_UNKNOWN where a guide or a backing is not in the library any more
 */
export function requestOf(parts: ExtrasParts, { melody, lyrics, backing }: RecipeExtras): ExtrasRequest {
  const idOf = (sha256: string): RecordingId => recordingByHash(parts, sha256).id;
  return {
    ...(melody && { melody: choiceOf(melody, idOf) }),
    ...(lyrics === undefined ? {} : { lyrics }),
    ...(backing && {
      backing: { recordingId: idOf(backing.sha256), gainDb: backing.gainDb, startSec: backing.startSec },
    }),
  };
}

function choiceOf(melody: RecipeMelody, idOf: (sha256: string) => RecordingId): MelodyChoice {
  switch (melody.kind) {
    case 'score':
      return { kind: 'score', melodyId: melodyIdSchema.parse(melody.sha256) };
    case 'plan':
      return { kind: 'plan', planId: melodyIdSchema.parse(melody.sha256) };
    case 'guide':
      return { kind: 'guide', recordingId: idOf(melody.sha256), use: melody.use };
  }
}

/**
 * Where everything of a recipe lies now.
 * @throws AppError MELODY_UNKNOWN, RECORDING_UNKNOWN
 */
export async function extrasOf(parts: ExtrasParts, recipe: RecipeExtras): Promise<PerformanceExtras> {
  return {
    melody: recipe.melody ? await sourceOfMelody(parts, recipe.melody) : null,
    lyrics: recipe.lyrics ?? null,
    backing: backingOf(parts, recipe),
  };
}

/** @throws AppError RECORDING_UNKNOWN */
export function backingOf(parts: ExtrasParts, { backing }: RecipeExtras): PerformanceExtras['backing'] {
  if (!backing) return null;
  const { sha256, gainDb, startSec } = backing;
  return { source: sourceByHash(parts, sha256), gainDb, startSec };
}

async function recipeMelodyOf(
  parts: ExtrasParts,
  melody: MelodyChoice,
  recordingSha256: string,
): Promise<RecipeMelody> {
  switch (melody.kind) {
    case 'score':
      await keptFacts(parts, melody.melodyId, 'score');
      return { kind: 'score', sha256: melody.melodyId };
    case 'plan': {
      const facts = await keptFacts(parts, melody.planId, 'plan');
      if (facts.recordingSha256 !== recordingSha256) throw new AppError('PLAN_OTHER_RECORDING', { file: facts.name });
      return { kind: 'plan', sha256: melody.planId };
    }
    case 'guide':
      return { kind: 'guide', sha256: recordingOf(parts, melody.recordingId).sha256, use: melody.use };
  }
}

async function sourceOfMelody(parts: ExtrasParts, melody: RecipeMelody): Promise<MelodySource> {
  if (melody.kind === 'guide') return { kind: 'guide', source: sourceByHash(parts, melody.sha256), use: melody.use };
  const id = melodyIdSchema.parse(melody.sha256);
  const { name } = await keptFacts(parts, id, melody.kind);
  const file = parts.ports.melodyFiles.fileOf(id);
  return melody.kind === 'plan' ? { kind: 'plan', file, name, sha256: id } : { kind: 'score', file, sha256: id };
}

async function keptFacts({ ports }: ExtrasParts, id: MelodyId, kind: MelodyFacts['kind']): Promise<MelodyFacts> {
  const facts = await ports.melodyFiles.factsOf(id);
  if (facts?.kind !== kind) throw new AppError('MELODY_UNKNOWN', { id });
  return facts;
}

function recordingOf({ ports }: ExtrasParts, id: RecordingId): StoredRecording {
  const recording = ports.recordings.get(id);
  if (!recording) throw new AppError('RECORDING_UNKNOWN', { id });
  return recording;
}

function sourceByHash(parts: ExtrasParts, sha256: string): RecordingSource {
  return sourceOf(recordingByHash(parts, sha256));
}

function recordingByHash({ ports }: ExtrasParts, sha256: string): StoredRecording {
  const recording = ports.recordings.findByHash(sha256);
  if (!recording) throw new AppError('RECORDING_UNKNOWN', { id: sha256 });
  return recording;
}
