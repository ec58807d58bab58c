import { useQuery } from '@tanstack/react-query';
import type { Voice } from '../../../contract/voices.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';

/** The removed voices, last removed first; kept up to date by events. */
export function useBin(): readonly Voice[] {
  const { call } = useTransport();
  const { data } = useQuery({
    queryKey: queryKeys.removedVoices,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('voices.removed', undefined),
  });
  return data ?? nothing;
}
const nothing: readonly Voice[] = [];
