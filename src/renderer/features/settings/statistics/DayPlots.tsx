import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../../../contract/language.ts';
import type { MetricsDay } from '../../../../contract/metrics.ts';
import { formatDay } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { DayPlot } from './DayPlot.tsx';

function sumOf(days: readonly MetricsDay[], value: (day: MetricsDay) => number): number {
  return days.reduce((sum, day) => sum + value(day), 0);
}

/** Jobs, audio and speed of each day, drawn. */
export function DayPlots({ days }: { readonly days: readonly MetricsDay[] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const number = (value: number): string =>
    formatNumber(value, language, value < 10 && !Number.isInteger(value) ? 1 : 0);
  const ends = { first: formatDay(days[0]?.day ?? '', language), last: formatDay(days.at(-1)?.day ?? '', language) };
  const speeds = days.flatMap(({ realTimeFactor }) => (realTimeFactor === null ? [] : [realTimeFactor]));
  return (
    <>
      <DayPlot
        {...ends}
        title={t('statistics.jobsPerDay')}
        label={t('statistics.jobsLabel', {
          completed: sumOf(days, (day) => day.completed),
          failed: sumOf(days, (day) => day.failed),
          cancelled: sumOf(days, (day) => day.cancelled),
        })}
        days={days.map(({ completed, failed, cancelled }) => [completed, cancelled, failed])}
        series={(['completed', 'cancelled', 'failed'] as const).map((id) => ({ id, label: t(`statistics.${id}`) }))}
        formatValue={number}
      />
      <DayPlot
        {...ends}
        title={t('statistics.audioPerDay')}
        label={t('statistics.audioLabel', { total: number(sumOf(days, ({ audioSec }) => audioSec) / 60) })}
        days={days.map(({ audioSec }) => [audioSec / 60])}
        series={[{ id: 'audio', label: t('statistics.minutes') }]}
        formatValue={number}
      />
      <DayPlot
        {...ends}
        title={t('statistics.speedPerDay')}
        label={
          speeds.length === 0
            ? t('statistics.speedLabelNone')
            : t('statistics.speedLabel', { low: number(Math.min(...speeds)), high: number(Math.max(...speeds)) })
        }
        days={days.map(({ realTimeFactor }) => (realTimeFactor === null ? null : [realTimeFactor]))}
        series={[{ id: 'speed', label: t('statistics.speed') }]}
        formatValue={number}
      />
    </>
  );
}

/** The same in words and numbers; days without anything are left out. */
export function DayTable({ days }: { readonly days: readonly MetricsDay[] }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const busy = days.filter(({ completed, failed, cancelled }) => completed + failed + cancelled > 0).toReversed();
  return (
    <table className="plain day-table">
      <thead>
        <tr>
          {(['day', 'completed', 'failed', 'cancelled', 'minutes', 'speed'] as const).map((column) => (
            <th key={column} scope="col">
              {t(`statistics.${column}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {busy.map(({ day, completed, failed, cancelled, audioSec, realTimeFactor }) => (
          <tr key={day}>
            <th scope="row">{formatDay(day, language)}</th>
            <td className="n">{completed}</td>
            <td className="n">{failed}</td>
            <td className="n">{cancelled}</td>
            <td className="n">{formatNumber(audioSec / 60, language, 1)}</td>
            <td className="n">{realTimeFactor === null ? '–' : formatNumber(realTimeFactor, language, 1)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
