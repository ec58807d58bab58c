import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { OperationName, Output } from '../../../../contract/operations/index.ts';
import { useTransport } from '../../../transport/TransportContext.ts';
import { beginSession } from '../../session/beginSession.ts';
import { queryKeys } from '../../session/queries.ts';
import { useSession } from '../../session/sessionStore.ts';

/** What the data folder holds; asked again when work on it ended. */
export function useStorageUsage() {
  const { call } = useTransport();
  return useQuery({ queryKey: queryKeys.storageUsage, queryFn: () => call('storage.usage', undefined) });
}

/** The move, backup, restore or clear-out that goes on; kept up to date by events. */
export function useStorageWork() {
  const { call } = useTransport();
  return (
    useQuery({
      queryKey: queryKeys.storageWork,
      staleTime: Number.POSITIVE_INFINITY,
      queryFn: () => call('storage.work', undefined),
    }).data ?? null
  );
}

type StorageAction = Extract<
  OperationName,
  'storage.clear' | 'storage.clearOut' | 'storage.move' | 'storage.backUp' | 'storage.restore'
>;

/** One action on the data folder; the figures are asked for again when it ended, however it ended. */
export function useStorageAction<N extends StorageAction>(name: N, onDone?: () => Promise<void>) {
  const { call } = useTransport();
  const queries = useQueryClient();
  return useMutation<Output<N>, Error, Parameters<typeof call<N>>[1]>({
    mutationFn: (input) => call(name, input),
    onSuccess: async () => onDone?.(),
    onSettled: () => queries.invalidateQueries({ queryKey: queryKeys.storageUsage }),
  });
}

/**
 * The library is another one, or lies elsewhere: everything is asked for again.
 * @param isOther whether what this window looked at may be gone, so that it begins afresh
 */
export function useNewLibrary(isOther: boolean): () => Promise<void> {
  const { call } = useTransport();
  const queries = useQueryClient();
  const { i18n } = useTranslation();
  return async () => {
    if (isOther) {
      const [preferences, jobs] = await Promise.all([
        call('settings.get', undefined),
        call('jobs.list', { limit: 50 }),
      ]);
      useSession.getState().forget();
      beginSession(preferences, jobs);
      if (preferences.language) await i18n.changeLanguage(preferences.language);
    }
    await queries.invalidateQueries();
  };
}
