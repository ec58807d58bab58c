import { useEffect, useState } from 'react';
import type { RecordingId } from '../../../contract/ids.ts';
import type { Take } from '../../../contract/jobs.ts';
import { mediaPath } from '../../../contract/media.ts';
import { usePlayer } from '../playback/usePlayer.ts';
import { useSession } from '../session/sessionStore.ts';
import { createTakeSound } from './takeSound.ts';
import type { TakeTime } from './useTakes.ts';

/**
 * Gives the player the take that is shown. Stands below what gives it the recording.
 * @param time null: nothing of the take is there; undefined: that is not known yet
 */
export function useTakeSound(
  recordingId: RecordingId | null,
  take: Take | null,
  time: TakeTime | null | undefined,
): void {
  const player = usePlayer();
  const [sound] = useState(() => createTakeSound(player));
  const takeId = take?.id ?? null;
  const isRendering = take?.status === 'queued' || take?.status === 'processing';
  const isNew = useSession((session) => takeId !== null && session.newTakeId === takeId);
  const address =
    take && time?.hasSound === true ? `${mediaPath.take(take.id)}?${isRendering ? 'growing' : take.status}` : null;
  const url = take && time === undefined ? undefined : address;
  useEffect(() => sound.clear(), [sound, recordingId]);
  useEffect(() => {
    if (sound.show({ takeId, url, isRendering, isNew })) useSession.getState().setTakeHeard();
  }, [sound, takeId, url, isRendering, isNew]);
}
