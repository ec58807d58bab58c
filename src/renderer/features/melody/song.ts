import type { Recipe } from '../../../contract/jobs.ts';
import type { BackingChoice, MelodyChoice } from '../../../contract/melodies.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import type { KeptMelody, Song } from '../../../contract/song.ts';

export const melodyMode = 'melody';

/** What is asked for beside voice and settings. */
export type SongChoices = {
  readonly melody?: MelodyChoice;
  readonly lyrics?: string;
  readonly backing?: BackingChoice;
};

export function isMelodyMode(settings: AnySettingValues): boolean {
  return settings['mode'] === melodyMode;
}

function choiceOf(melody: KeptMelody): MelodyChoice {
  switch (melody.kind) {
    case 'score':
      return { kind: 'score', melodyId: melody.melodyId };
    case 'guide':
      return { kind: 'guide', recordingId: melody.recordingId, use: melody.use };
    case 'plan':
      return { kind: 'plan', planId: melody.planId };
  }
}

/** What is sent with a conversion. A song counts in mode melody only: what is not shown is not sent. */
export function choicesOf({ melody, lyrics, backing }: Song, settings: AnySettingValues): SongChoices {
  if (!isMelodyMode(settings)) return {};
  return {
    ...(melody === null ? {} : { melody: choiceOf(melody) }),
    ...(lyrics.trim() === '' ? {} : { lyrics: lyrics.trim() }),
    ...(backing === null
      ? {}
      : { backing: { recordingId: backing.recordingId, gainDb: backing.gainDb, startSec: backing.startSec } }),
  };
}

function hashOf(melody: KeptMelody): string {
  switch (melody.kind) {
    case 'score':
      return melody.melodyId;
    case 'guide':
      return `${melody.sha256} ${melody.use}`;
    case 'plan':
      return melody.planId;
  }
}

/** Whether a take was made with exactly this song. */
export function isSameSong(song: Song, settings: AnySettingValues, recipe: Recipe): boolean {
  if (!isMelodyMode(settings)) return true;
  const made = recipe.melody;
  const madeHash = made && (made.kind === 'guide' ? `${made.sha256} ${made.use}` : made.sha256);
  const { backing } = song;
  const madeBacking = recipe.backing;
  const isSameBacking =
    backing === null
      ? madeBacking === undefined
      : madeBacking?.sha256 === backing.sha256 &&
        madeBacking.gainDb === backing.gainDb &&
        madeBacking.startSec === backing.startSec;
  return (
    made?.kind === song.melody?.kind &&
    madeHash === (song.melody === null ? undefined : hashOf(song.melody)) &&
    (recipe.lyrics ?? '') === song.lyrics.trim() &&
    isSameBacking
  );
}
