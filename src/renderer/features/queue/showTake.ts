import type { RecordingId, TakeId } from '../../../contract/ids.ts';
import { useSession } from '../session/sessionStore.ts';
import { usePlace } from '../window/placeStore.ts';
import { useListenWish } from './listenWish.ts';

/** Shows a recording, and one of its takes, in Convert; the queue closes. */
export function showTake(recordingId: RecordingId, takeId: TakeId | null, shallPlay = false): void {
  useListenWish.getState().set(shallPlay ? takeId : null);
  useSession.getState().showRecording(recordingId, takeId);
  usePlace.getState().go('convert');
  usePlace.getState().closeQueue();
}
