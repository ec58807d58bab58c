import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Batch, BatchItem } from '../../../contract/batches.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';

const pageSize = 100;

function FileLine({ item }: { readonly item: BatchItem }): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const why = item.status === 'failed' && item.error ? errorText(item.error) : null;
  const state = item.status === 'processing' ? t('queue.running') : t(`queue.${item.status}`);
  return (
    <li>
      <span className="ell" title={item.path}>
        {item.name}
      </span>
      <span className={item.status === 'failed' ? 'small alarm' : 'small t3'}>{state}</span>
      {why && (
        <p className="small t2 selectable">
          {why.title} {why.hint}
        </p>
      )}
      {item.outputPath !== null && <p className="small t3 selectable path">{item.outputPath}</p>}
    </li>
  );
}

/** The files of a batch, each with what became of it. */
export function BatchFiles({ batch }: { readonly batch: Batch }): ReactElement {
  const { t } = useTranslation();
  const { call } = useTransport();
  const { data, hasNextPage, fetchNextPage } = useInfiniteQuery({
    queryKey: queryKeys.batchItems(batch.id),
    initialPageParam: 0,
    queryFn: ({ pageParam }) => call('batches.items', { batchId: batch.id, offset: pageParam, limit: pageSize }),
    getNextPageParam: (last, _pages, offset) => (last.length < pageSize ? undefined : offset + pageSize),
  });
  return (
    <div className="files">
      <ul aria-label={t('queue.files', { name: batch.name })}>
        {(data?.pages ?? []).flat().map((item) => (
          <FileLine key={item.id} item={item} />
        ))}
      </ul>
      {hasNextPage && (
        <PushButton kind="quiet" onPress={() => void fetchNextPage()}>
          {t('queue.moreFiles')}
        </PushButton>
      )}
    </div>
  );
}
