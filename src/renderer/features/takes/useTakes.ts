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

/**
 * A take as it is drawn. Asked again whenever an event says that more of it can be heard; while nothing of it is there
 * yet the program answers with an error, which is not one for the person.
 */
export function useTakeView(takeId: TakeId | null): TakeView | undefined {
  const { call } = useTransport();
  const { data } = useQuery({
    queryKey: queryKeys.takeView(takeId),
    enabled: takeId !== null,
    retry: false,
    queryFn: (): Promise<TakeView> => {
      if (takeId === null) throw new Error('No take');
      return call('takes.view', { takeId, maxPoints: lanePoints });
    },
  });
  return data;
}
