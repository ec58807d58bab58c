import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Device } from '../../../contract/devices.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';

const none: readonly Device[] = [];

/** The devices as last measured; kept up to date by events. */
export function useDevices(): readonly Device[] {
  const { call } = useTransport();
  const { data } = useQuery({
    queryKey: queryKeys.devices,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('devices.list', undefined),
  });
  return data ?? none;
}

/** Tries every device; each that was tried is told by an event meanwhile. */
export function useDeviceTest() {
  const { call } = useTransport();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => call('devices.prove', undefined),
    onSuccess: (proved) => queries.setQueryData(queryKeys.devices, proved),
  });
}

/** Uses one device wherever it is proved; null: the fastest. */
export function useDevicePreference() {
  const { call } = useTransport();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (device: string | null) => call('devices.prefer', { device }),
    onSuccess: (changed) => queries.setQueryData(queryKeys.devices, changed),
  });
}
