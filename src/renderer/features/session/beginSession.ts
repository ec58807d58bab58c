import type { Preferences } from '../../../contract/operations/app.ts';
import type { Job } from '../../../contract/jobs.ts';
import { useDeck } from '../deck/deckStore.ts';
import { useSession } from './sessionStore.ts';
import { isOpenJob } from './useJobs.ts';

/**
 * Puts the deck as it was left. A window with nothing to show goes to the job that runs; after a reload the session itself
 * knows better.
 */
export function beginSession(preferences: Preferences, jobs: readonly Job[]): void {
  useDeck.getState().start({
    voiceId: preferences.voiceId,
    changed: preferences.settings,
    exportFormat: preferences.exportFormat,
    exportQuality: preferences.exportQuality,
    song: preferences.song,
    isBackingExported: preferences.isBackingExported,
  });
  const { recordingId, opening, showRecording } = useSession.getState();
  const running = jobs.find(isOpenJob);
  if (recordingId === null && opening === null && running) showRecording(running.recordingId, running.takeId);
}
