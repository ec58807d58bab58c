import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Metrics } from '../../../../contract/metrics.ts';
import { en } from '../../../language/en.ts';
import { Part } from '../Panes.tsx';

/** Reasons that have words of their own. */
const codes = Object.keys(en.statistics.codes) as (keyof typeof en.statistics.codes)[];

/** Why jobs failed, in plain words, most frequent first. */
export function FailuresPart({ metrics }: { readonly metrics: Metrics }): ReactElement {
  const { t } = useTranslation();
  const reasonOf = (code: string): string => {
    const known = codes.find((one) => one === code);
    return known ? t(`statistics.codes.${known}`) : t('statistics.otherReason', { code });
  };
  return (
    <Part title={t('statistics.failures')}>
      {metrics.failures.length === 0 ? (
        <p className="t2">{t('statistics.noFailures')}</p>
      ) : (
        <table className="plain numbers">
          <thead>
            <tr>
              <th scope="col">{t('statistics.reason')}</th>
              <th scope="col">{t('statistics.count')}</th>
            </tr>
          </thead>
          <tbody>
            {metrics.failures.map(({ code, count }) => (
              <tr key={code}>
                <th scope="row">{reasonOf(code)}</th>
                <td className="n">{count}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}
