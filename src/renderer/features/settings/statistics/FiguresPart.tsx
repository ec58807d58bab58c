import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { deviceKinds } from '../../../../contract/devices.ts';
import { formatNumber } from '../../../../contract/language.ts';
import type { Metrics } from '../../../../contract/metrics.ts';
import { formatDuration, formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { deviceName } from '../../devices/deviceInUse.ts';
import { useLibrary } from '../../session/useStart.ts';
import { Part } from '../Panes.tsx';

/** `CPU`, `CUDA`, `CUDA 1`: a device by its id; the id itself of one that this version does not know. */
function nameOfDevice(id: string): string {
  const [kindName, number = '0'] = id.split(':');
  const kind = deviceKinds.find((one) => one === kindName);
  return kind === undefined ? id : `${deviceName({ kind })}${number === '0' ? '' : ` ${number}`}`;
}

/** How many went well, how long they took and how fast that was. */
export function FiguresPart({ metrics }: { readonly metrics: Metrics }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { conversions, jobs, successRate } = metrics;
  const seconds = (value: number | null): string => (value === null ? '–' : formatDuration(value, language));
  const times = (value: number | null): string =>
    value === null ? '–' : t('statistics.times', { value: formatNumber(value, language, 1) });
  const endedCount = (jobs.completed ?? 0) + (jobs.failed ?? 0);
  const rows = [
    [
      t('statistics.successRate'),
      successRate === null ? '–' : `${formatNumber(successRate * 100, language, 0)} %`,
      t('statistics.ofEnded', { count: endedCount }),
    ],
    [t('statistics.meanTime'), seconds(conversions.meanSec), ''],
    [t('statistics.p95Time'), seconds(conversions.p95Sec), ''],
    [t('statistics.deviceTime'), seconds(conversions.deviceSec), ''],
    [t('statistics.overallSpeed'), times(conversions.realTimeFactor), ''],
    [
      t('statistics.input'),
      t('statistics.inputValue', {
        minutes: formatNumber(metrics.inputSec / 60, language, 1),
        size: formatSize(metrics.inputBytes, language),
      }),
      '',
    ],
  ] as const;
  return (
    <Part title={t('statistics.figures')}>
      <dl className="figures">
        {rows.map(([name, value, note]) => (
          <div key={name}>
            <dt className="t2">{name}</dt>
            <dd>
              <span className="n">{value}</span> <span className="small t3">{note}</span>
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}

/** The same for each converter and device. */
export function ConvertersPart({ metrics }: { readonly metrics: Metrics }): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const { catalog } = useLibrary();
  const labelOf = (id: string): string => catalog.converters.find((one) => one.id === id)?.label[language] ?? id;
  const { byConverterAndDevice: groups } = metrics;
  if (groups.length === 0) return null;
  const seconds = (value: number | null): string => (value === null ? '–' : formatDuration(value, language));
  return (
    <Part title={t('statistics.byConverter')}>
      <table className="plain numbers">
        <thead>
          <tr>
            {(['converter', 'device', 'jobs', 'mean', 'p95', 'factor'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`statistics.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map((group) => (
            <tr key={`${group.converterId} ${group.device}`}>
              <th scope="row">{labelOf(group.converterId)}</th>
              <td>{nameOfDevice(group.device)}</td>
              <td className="n">{group.count}</td>
              <td className="n">{seconds(group.meanSec)}</td>
              <td className="n">{seconds(group.p95Sec)}</td>
              <td className="n">
                {group.realTimeFactor === null ? '–' : `${formatNumber(group.realTimeFactor, language, 1)}×`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}
