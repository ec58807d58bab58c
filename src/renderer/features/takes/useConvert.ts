import { useQueryClient } from '@tanstack/react-query';
import type { JobId, RecordingId, TakeId } from '../../../contract/ids.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import type { Voice } from '../../../contract/voices.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { writable } from '../deck/deckModel.ts';
import type { SongChoices } from '../melody/song.ts';
import { queryKeys } from '../session/queries.ts';
import { useSession } from '../session/sessionStore.ts';

/** What of the window a conversion is made of. */
export type ConvertedDeck = {
  readonly voice: Pick<Voice, 'id'>;
  readonly settings: AnySettingValues;
  readonly choices: SongChoices;
};

export type Convert = {
  start(recordingId: RecordingId, deck: ConvertedDeck): void;
  stop(jobId: JobId): void;
  goOn(jobId: JobId): void;
};

function attempt(action: () => Promise<void>): void {
  const session = useSession.getState();
  session.setProblem(null);
  action().catch((error: unknown) => {
    session.setProblem({ envelope: envelopeOf(error), file: null, again: () => attempt(action) });
  });
}

/** Starts, stops and continues conversions; a failure becomes one line with a button. */
export function useConvert(): Convert {
  const { call } = useTransport();
  const queries = useQueryClient();
  return {
    start: (recordingId, { voice, settings, choices }) =>
      attempt(async () => {
        const request = { recordingId, voiceId: voice.id, settings: writable(settings), ...choices };
        const { takeId } = await call('jobs.create', request);
        await refresh(takeId);
        useSession.getState().showNewTake(takeId);
      }),
    stop: (jobId) => attempt(async () => void (await call('jobs.cancel', { jobId }))),
    goOn: (jobId) => attempt(async () => void (await call('jobs.retry', { jobId }))),
  };

  async function refresh(takeId: TakeId): Promise<void> {
    queries.removeQueries({ queryKey: queryKeys.takeView(takeId) });
    await Promise.all([
      queries.invalidateQueries({ queryKey: queryKeys.jobs }),
      queries.invalidateQueries({ queryKey: ['takes'] }),
    ]);
  }
}
