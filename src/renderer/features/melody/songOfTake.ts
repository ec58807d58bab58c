import { melodyIdSchema, type RecordingId } from '../../../contract/ids.ts';
import type { Recipe } from '../../../contract/jobs.ts';
import type { Call } from '../../../contract/operations/index.ts';
import { noSong, type KeptMelody, type Song } from '../../../contract/song.ts';

type Found = { readonly recordingId: RecordingId; readonly name: string; readonly sha256: string };

const mostRecordings = 200;

/**
 * The song a take was made with, as far as its parts are still known; null for a take that has none, which leaves the song
 * of the window as it is.
 * @param planName how a plan is called, whose own name is not kept
 */
export async function songOfTake(recipe: Recipe, call: Call, planName: string): Promise<Song | null> {
  if (recipe.melody === undefined) return null;
  const known = await call('recordings.list', { limit: mostRecordings });
  const find = (sha256: string): Found | null => {
    const recording = known.find((one) => one.sha256 === sha256);
    return recording ? { recordingId: recording.id, name: recording.name, sha256 } : null;
  };
  const { melody: made, backing } = recipe;
  const music = backing && find(backing.sha256);
  return {
    ...noSong,
    melody: melodyOf(made, find, planName),
    lyrics: recipe.lyrics ?? '',
    backing: backing && music ? { ...music, gainDb: backing.gainDb, startSec: backing.startSec } : null,
  };
}

function melodyOf(
  made: NonNullable<Recipe['melody']>,
  find: (sha256: string) => Found | null,
  planName: string,
): KeptMelody | null {
  switch (made.kind) {
    case 'score':
      // Its name comes with the score itself.
      return { kind: 'score', melodyId: melodyIdSchema.parse(made.sha256), name: '', path: null, typed: null };
    case 'plan':
      return { kind: 'plan', planId: melodyIdSchema.parse(made.sha256), name: planName };
    case 'guide': {
      const guide = find(made.sha256);
      return guide && { kind: 'guide', ...guide, use: made.use };
    }
  }
}
