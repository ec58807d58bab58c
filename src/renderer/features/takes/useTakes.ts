import { useQuery } from '@tanstack/react-query';
import type { RecordingId, TakeId } from '../../../contract/ids.ts';
import type { Take, TakeView } from '../../../contract/jobs.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { lanePoints, queryKeys } from '../session/queries.ts';

/** The takes of a recording, newest first. */
export function useTakes(recordingId: RecordingId | null): readonly Take[] {
  const { call } = useTransport();
  const { data } = useQuery({
    queryKey: queryKeys.takes(recordingId),
    enabled: recordingId !== null,
    queryFn: (): Promise<Take[]> => {
      if (recordingId === null) throw new Error('No recording');
      return call('takes.list', { recordingId });
    },
  });
  return [...(data ?? [])].sort((one, other) => other.number - one.number);
}

type Answer<T> = {
  readonly data: T | undefined;
  /** Whether nothing was answered yet. */
  readonly isLoading: boolean;
};

/**
 * What a part of the window wants of a take. Asked again whenever an event says that more of it can be heard; while
 * nothing of it is there yet the program answers with an error, which is not one for the person.
 */
function useOfTake<T>(takeId: TakeId | null, select: (view: TakeView) => T): Answer<T> {
  const { call } = useTransport();
  const { data, isLoading } = useQuery({
    queryKey: queryKeys.takeView(takeId),
    enabled: takeId !== null,
    retry: false,
    queryFn: (): Promise<TakeView> => {
      if (takeId === null) throw new Error('No take');
      return call('takes.view', { takeId, maxPoints: lanePoints });
    },
    select,
  });
  return { data, isLoading };
}

/** A take as it is drawn; another one whenever more of it can be heard, for those who draw it. */
export function useTakeView(takeId: TakeId | null): TakeView | undefined {
  return useOfTake(takeId, whole).data;
}
function whole(view: TakeView): TakeView {
  return view;
}

/** How much of a take can be heard, seconds. */
export function usePlayableSec(takeId: TakeId | null): number {
  return useOfTake(takeId, ({ playableSec }) => playableSec).data ?? 0;
}

/** The time of a take, which does not change while it is made. */
export type TakeTime = Pick<TakeView, 'durationSec' | 'timeMap'> & { readonly hasSound: boolean };

/** The time of a take; null: nothing of it is there; undefined: that is not known yet. */
export function useTakeTime(takeId: TakeId | null): TakeTime | null | undefined {
  const { data, isLoading } = useOfTake(takeId, timeOf);
  return data ?? (isLoading ? undefined : null);
}
function timeOf({ durationSec, timeMap, playableSec }: TakeView): TakeTime {
  return { durationSec, timeMap, hasSound: playableSec > 0 };
}
