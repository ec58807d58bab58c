import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { NetworkEntry } from '../../../contract/network.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { SwitchField } from '../../components/SwitchField.tsx';
import { envelopeOf } from '../../errors/actions.ts';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { formatMoment, formatSize } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useBaseModels } from '../baseModels/useBaseModels.ts';
import { usePreference } from '../preferences/usePreference.ts';
import { queryKeys } from '../session/queries.ts';
import { ledgerCsv } from './ledger.ts';
import { Loading, Panes, Part } from './Panes.tsx';
import { useSaveText } from './useSaveText.ts';

const pageSize = 100;
/** The most the program gives at once. */
const longestPage = 1000;

function OfflineSwitch(): ReactElement {
  const { t } = useTranslation();
  const { value, set, fault } = usePreference('isOffline');
  return (
    <>
      <SwitchField label={t('settings.offline')} description={t('settings.offlineHint')} isOn={value} onChange={set} />
      <p className="small t3 under">{t('settings.offlineHint')}</p>
      <FaultLine fault={fault} />
    </>
  );
}

function EntryRow({ entry }: { readonly entry: NetworkEntry }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const title = useBaseModels().find(({ id }) => id === entry.subject)?.title ?? entry.subject;
  const { state, status } = entry;
  const outcome =
    state === 'answered'
      ? status === null
        ? t('settings.states.answeredPlain')
        : t('settings.states.answered', { status })
      : t(`settings.states.${state}`);
  return (
    <tr>
      <td className="n t2">{formatMoment(entry.at, language)}</td>
      <td className="mono">{entry.host}</td>
      <td>{t('settings.reasonBaseModel', { subject: title })}</td>
      <td className={state === 'failed' ? 'alarm' : 't2'}>{outcome}</td>
      <td className="n t2">{formatSize(entry.sentBytes, language)}</td>
      <td className="n t2">{formatSize(entry.receivedBytes, language)}</td>
    </tr>
  );
}

function useLedger() {
  const { call } = useTransport();
  return useInfiniteQuery({
    queryKey: queryKeys.ledger,
    initialPageParam: null as number | null,
    queryFn: ({ pageParam }) =>
      call('network.list', { limit: pageSize, ...(pageParam === null ? {} : { before: pageParam }) }),
    getNextPageParam: ({ entries }) => (entries.length < pageSize ? null : (entries.at(-1)?.id ?? null)),
  });
}

/** Everything there is in the ledger, newest first. */
function useWholeLedger() {
  const { call } = useTransport();
  return async (): Promise<NetworkEntry[]> => {
    const all: NetworkEntry[] = [];
    for (;;) {
      const last = all.at(-1);
      const page = await call('network.list', { limit: longestPage, ...(last ? { before: last.id } : {}) });
      all.push(...page.entries);
      if (page.entries.length < longestPage) return all;
    }
  };
}

function LedgerTable({ entries }: { readonly entries: readonly NetworkEntry[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <table className="plain led">
      <thead>
        <tr>
          <th scope="col">{t('settings.when')}</th>
          <th scope="col">{t('settings.where')}</th>
          <th scope="col">{t('settings.why')}</th>
          <th scope="col">{t('settings.outcome')}</th>
          <th scope="col">{t('settings.sent')}</th>
          <th scope="col">{t('settings.received')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <EntryRow key={entry.id} entry={entry} />
        ))}
      </tbody>
    </table>
  );
}

function Ledger(): ReactElement {
  const { t } = useTranslation();
  const ledger = useLedger();
  const whole = useWholeLedger();
  const csv = useSaveText();
  const saving = useMutation({
    mutationFn: async () => csv.save('cantado-network.csv', 'csv', ledgerCsv(await whole())),
  });
  if (ledger.error) return <FaultLine fault={envelopeOf(ledger.error)} />;
  if (!ledger.data) {
    return <Loading text={t('settings.loading')} />;
  }
  const entries = ledger.data.pages.flatMap((page) => page.entries);
  const total = ledger.data.pages[0]?.total ?? 0;
  if (total === 0) return <p className="lead">{t('settings.nothingLeft')}</p>;
  return (
    <>
      <LedgerTable entries={entries} />
      <div className="row between wrap">
        <span className="small t3">{t('settings.requests', { count: total })}</span>
        <span className="row">
          {ledger.hasNextPage && (
            <PushButton kind="quiet" isPending={ledger.isFetchingNextPage} onPress={() => void ledger.fetchNextPage()}>
              {t('settings.older')}
            </PushButton>
          )}
          <PushButton kind="quiet" isPending={saving.isPending} onPress={() => saving.mutate()}>
            {t('settings.saveCsv')}
          </PushButton>
        </span>
      </div>
      <p className="small t2 path" role="status">
        {csv.savedPath !== null && t('settings.saved', { path: csv.savedPath })}
      </p>
      <FaultLine fault={csv.fault ?? (saving.error && envelopeOf(saving.error))} />
    </>
  );
}

/** Every request the program made, whether it may make any, and who would be asked. */
export function NetworkSection(): ReactElement {
  const { t } = useTranslation();
  const models = useBaseModels();
  return (
    <Panes title={t('settings.ledger')}>
      <OfflineSwitch />
      <p className="t2">{t('settings.ledgerHint')}</p>
      <Ledger />
      <Part title={t('settings.mayAsk')}>
        <p className="t2">{t('settings.mayAskHint')}</p>
        <ul className="hosts">
          {models.map(({ id, host, title }) => (
            <li key={id}>
              <span className="mono">{host}</span> <span className="t2">{title}</span>
            </li>
          ))}
        </ul>
      </Part>
    </Panes>
  );
}
