import { keepPreviousData, useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo } from 'react';
import type { HistoryEntry, HistoryFilter, HistoryPage } from '../../../contract/history.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';

const pageSize = 100;
const headSize = 50;

/** Takes as far as they were asked for. */
export type Takes = {
  readonly entries: readonly HistoryEntry[];
  /** Of all pages; undefined until it was told. */
  readonly total: number | undefined;
  readonly error: Error | null;
  readonly again: () => void;
  readonly more: () => void;
};

/** What is new comes first, then the pages as they were asked for; no take twice, and none that went. */
export function joinPages(
  head: HistoryPage | undefined,
  pages: readonly HistoryPage[],
  isRemoved: boolean,
): readonly HistoryEntry[] {
  const seen = new Set<string>();
  const joined: HistoryEntry[] = [];
  for (const page of head ? [head, ...pages] : pages) {
    for (const entry of page.entries) {
      if (seen.has(entry.id) || (entry.removedAt !== null) !== isRemoved) continue;
      seen.add(entry.id);
      joined.push(entry);
    }
  }
  return joined;
}

/**
 * The history, page by page. Whatever happens, only the first entries are asked for again: a person who has scrolled far
 * keeps the place. When so much is new that the two no longer meet, everything is asked for afresh.
 */
export function useHistory(filter: HistoryFilter): Takes {
  const { call } = useTransport();
  const queries = useQueryClient();
  const pages = useInfiniteQuery({
    queryKey: queryKeys.history(filter),
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      call('takes.history', { ...filter, ...(pageParam === '' ? {} : { after: pageParam }), limit: pageSize }),
    getNextPageParam: (last) => last.next,
    placeholderData: keepPreviousData,
    structuralSharing: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  const { data, error, hasNextPage, isFetching, isPlaceholderData, fetchNextPage, refetch } = pages;
  const isThere = data !== undefined && !isPlaceholderData;
  const { data: head } = useQuery({
    queryKey: queryKeys.historyHead(filter),
    enabled: isThere,
    queryFn: () => call('takes.history', { ...filter, limit: headSize }),
    structuralSharing: false,
    gcTime: 0,
  });
  const first = isThere ? data.pages[0] : undefined;
  const isTorn = head && first && !meets(head, first);
  useEffect(() => {
    if (isTorn) void queries.resetQueries({ queryKey: queryKeys.history(filter) });
  }, [isTorn, queries, filter]);
  const entries = useMemo(() => joinPages(head, data?.pages ?? [], filter.isRemoved), [head, data, filter.isRemoved]);
  const more = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage();
  }, [isFetching, hasNextPage, fetchNextPage]);
  return { entries, total: (head ?? first)?.total, error, again: () => void refetch(), more };
}

function meets(head: HistoryPage, first: HistoryPage): boolean {
  if (head.entries.length === 0 || first.entries.length === 0) return true;
  return first.entries.some(({ id }) => head.entries.some((entry) => entry.id === id));
}
