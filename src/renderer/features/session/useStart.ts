import { useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, use } from 'react';
import type { Output } from '../../../contract/operations/index.ts';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import type { Catalog } from '../deck/deckModel.ts';
import { beginSession } from './beginSession.ts';
import { queryKeys } from './queries.ts';

/** What can be set, and the voices there are now. */
export type Library = { readonly catalog: Catalog; readonly voices: readonly Voice[] };
export type Start = { readonly catalog: Catalog; readonly status: Output<'app.status'> };

/** Everything the window needs before it can show anything; the first answer also sets the deck and the language. */
export function useStart() {
  const { call } = useTransport();
  const queries = useQueryClient();
  const { i18n } = useTranslation();
  return useQuery({
    queryKey: queryKeys.start,
    staleTime: Number.POSITIVE_INFINITY,
    retry: 20,
    retryDelay: (attempt) => Math.min(2000, 200 * 2 ** attempt),
    queryFn: async (): Promise<Start> => {
      const [status, catalog, voices, preferences, jobs] = await Promise.all([
        call('app.status', undefined),
        call('catalog.get', undefined),
        call('voices.list', undefined),
        call('settings.get', undefined),
        call('jobs.list', { limit: 50 }),
      ]);
      if (queries.getQueryData(queryKeys.start) === undefined) {
        beginSession(preferences, jobs);
        if (preferences.language) await i18n.changeLanguage(preferences.language);
      }
      queries.setQueryData(queryKeys.preferences, preferences);
      queries.setQueryData<readonly Voice[]>(queryKeys.voices, voices);
      return { status, catalog };
    },
  });
}

/** The voices that can be chosen; kept up to date by events. */
export function useVoices(): readonly Voice[] {
  const { call } = useTransport();
  return useQuery({ queryKey: queryKeys.voices, queryFn: () => call('voices.list', undefined) }).data ?? noVoices;
}
const noVoices: readonly Voice[] = [];

export const LibraryContext = createContext<Library | null>(null);

/** The catalog of settings and the voices. Must be called below a LibraryContext. */
export function useLibrary(): Library {
  const library = use(LibraryContext);
  if (!library) throw new Error('LibraryContext is missing');
  return library;
}
