import { useQuery } from '@tanstack/react-query';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from './queries.ts';

/** The program's state: version, notices, how fast conversions are here. Undefined until it answered. */
export function useStatus() {
  const { call } = useTransport();
  return useQuery({ queryKey: queryKeys.status, queryFn: () => call('app.status', undefined) }).data;
}
