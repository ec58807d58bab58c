import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../../components/PushButton.tsx';
import { Segmented } from '../../../components/Segmented.tsx';
import { envelopeOf } from '../../../errors/actions.ts';
import { FaultLine } from '../../../errors/FaultLine.tsx';
import { useTransport } from '../../../transport/TransportContext.ts';
import { queryKeys } from '../../session/queries.ts';
import { Loading, Panes } from '../Panes.tsx';
import { DayPlots, DayTable } from './DayPlots.tsx';
import { FailuresPart } from './FailuresPart.tsx';
import { ConvertersPart, FiguresPart } from './FiguresPart.tsx';

const ranges = ['7', '30', '90'] as const;
type Range = (typeof ranges)[number];

function useMetrics(range: Range) {
  const { call } = useTransport();
  const days = Number(range);
  return useQuery({
    queryKey: [...queryKeys.metrics, range],
    // The day goes on.
    staleTime: 0,
    queryFn: async () => {
      const [metrics, perDay] = await Promise.all([call('metrics.get', { days }), call('metrics.days', { days })]);
      return { metrics, perDay };
    },
  });
}

/** How conversions went on this computer: per day as plots or tables, and over all. */
export function StatisticsSection(): ReactElement {
  const { t } = useTranslation();
  const [range, setRange] = useState<Range>('30');
  const [isTable, setTable] = useState(false);
  const { data, error } = useMetrics(range);
  const title = t('settings.statistics');
  const choice = (
    <Segmented
      label={t('statistics.range')}
      value={range}
      segments={ranges.map((id) => ({ id, label: t('statistics.days', { count: Number(id) }) }))}
      onChange={setRange}
    />
  );
  if (!data) {
    return (
      <Panes title={title}>
        {choice}
        {error ? <FaultLine fault={envelopeOf(error)} /> : <Loading text={t('settings.loading')} />}
      </Panes>
    );
  }
  const { metrics, perDay } = data;
  const isEmpty = perDay.every(({ completed, failed, cancelled }) => completed + failed + cancelled === 0);
  if (isEmpty) {
    return (
      <Panes title={title}>
        {choice}
        <p className="lead">{t('statistics.empty')}</p>
        <p className="t2">{t('statistics.emptyHint')}</p>
      </Panes>
    );
  }
  return (
    <Panes
      title={title}
      aside={
        <>
          <FiguresPart metrics={metrics} />
          <ConvertersPart metrics={metrics} />
          <FailuresPart metrics={metrics} />
        </>
      }
    >
      <div className="row between wrap">
        {choice}
        <PushButton kind="quiet" onPress={() => setTable(!isTable)}>
          {t(isTable ? 'statistics.asPlots' : 'statistics.asTable')}
        </PushButton>
      </div>
      {isTable ? <DayTable days={perDay} /> : <DayPlots days={perDay} />}
    </Panes>
  );
}
