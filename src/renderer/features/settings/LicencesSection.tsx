import { useQuery } from '@tanstack/react-query';
import { useMemo, useState, type ReactElement } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { envelopeOf } from '../../errors/actions.ts';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';
import { readNotices, type NoticeRow } from './notices.ts';
import { Loading, Panes } from './Panes.tsx';
import { ShownText } from './ShownText.tsx';

/** Stands for the table of everything in the list. */
const overview = 'overview';

function Overview({ rows }: { readonly rows: readonly NoticeRow[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <table className="plain">
      <thead>
        <tr>
          <th scope="col">{t('settings.licenceColumns.what')}</th>
          <th scope="col">{t('settings.licenceColumns.version')}</th>
          <th scope="col">{t('settings.licenceColumns.licence')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ what, version, licence }) => (
          <tr key={`${what} ${version}`}>
            <td>{what}</td>
            <td className="t2">{version === '' ? '–' : version}</td>
            <td className="t2">{licence}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** What the program was made with, and the text of every licence. */
export function LicencesSection(): ReactElement {
  const { t } = useTranslation();
  const { call } = useTransport();
  const { data, error } = useQuery({
    queryKey: queryKeys.licences,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('app.licences', undefined),
  });
  const [chosen, setChosen] = useState(overview);
  const { rows, texts } = useMemo(() => readNotices(data?.text ?? ''), [data]);
  const text = texts.find(({ title }) => title === chosen);
  if (!data) {
    return (
      <Panes title={t('settings.licences')}>
        {error ? <FaultLine fault={envelopeOf(error)} /> : <Loading text={t('settings.loading')} />}
      </Panes>
    );
  }
  return (
    <Panes
      title={t('settings.licences')}
      aside={
        text ? (
          <>
            <h2>{t('settings.licenceOf', { what: text.title })}</h2>
            <ShownText label={t('settings.licenceOf', { what: text.title })} text={text.text} />
          </>
        ) : (
          <Overview rows={rows} />
        )
      }
    >
      <p className="t2">{t('settings.licencesIntro')}</p>
      <ListBox
        className="list licence-list"
        aria-label={t('settings.licences')}
        selectionMode="single"
        disallowEmptySelection
        selectedKeys={[chosen]}
        onSelectionChange={(keys) => {
          const [id] = keys === 'all' ? [] : [...keys];
          if (id !== undefined) setChosen(String(id));
        }}
      >
        <ListBoxItem id={overview} className="opt" textValue={t('settings.overview')}>
          {t('settings.overview')}
        </ListBoxItem>
        {texts.map(({ title }) => (
          <ListBoxItem key={title} id={title} className="opt" textValue={title}>
            {title}
          </ListBoxItem>
        ))}
      </ListBox>
    </Panes>
  );
}
