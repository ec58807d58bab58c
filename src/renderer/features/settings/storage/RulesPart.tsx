import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageRules, StorageUsage } from '../../../../contract/storage.ts';
import { Choice } from '../../../components/Choice.tsx';
import { FaultLine } from '../../../errors/FaultLine.tsx';
import { formatDate, formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { usePreference } from '../../preferences/usePreference.ts';
import { queryKeys } from '../../session/queries.ts';
import { Part } from '../Panes.tsx';

const none = 'none';
const cacheLimits = [0.5, 1, 2, 5, 10, 20, 50, 100];
const takeLimits = [1, 2, 5, 10, 20, 50, 100, 500];
const expiryDays = [7, 14, 30, 60, 90, 180, 365];

type LimitProps = {
  readonly label: string;
  readonly value: number | null;
  readonly steps: readonly number[];
  readonly noneLabel: string;
  readonly textOf: (value: number) => string;
  readonly onChange: (value: number | null) => void;
};

/** One limit out of some steps, and none at all; a value set by another door is among them. */
function Limit({ label, value, steps, noneLabel, textOf, onChange }: LimitProps): ReactElement {
  const all = [...new Set([...steps, ...(value === null ? [] : [value])])].sort((one, other) => one - other);
  const options = [{ id: none, label: noneLabel }, ...all.map((one) => ({ id: String(one), label: textOf(one) }))];
  return (
    <Choice
      label={label}
      value={value === null ? none : String(value)}
      groups={[{ title: null, options }]}
      onChange={(id) => onChange(id === none ? null : Number(id))}
    />
  );
}

function useClearOutTexts(usage: StorageUsage | undefined, rules: StorageRules): string[] {
  const { t } = useTranslation();
  const language = useLanguage();
  if (!usage) return [];
  const { nextClearOut: next, lastClearOut: last } = usage;
  const facts = (clearOut: NonNullable<typeof next>) => ({
    date: formatDate(clearOut.at, language),
    count: clearOut.takeCount,
    size: formatSize(clearOut.bytes, language),
  });
  const hasRule = rules.takesExpireDays !== null || rules.takesLimitGb !== null;
  return [
    ...(next && hasRule ? [t('settings.clearOutNext', facts(next))] : []),
    ...(hasRule ? [] : [t('settings.clearOutNone')]),
    ...(last && last.bytes > 0 ? [t('settings.clearOutLast', facts(last))] : []),
  ];
}

/** By which rules working files and takes go, and what that will do next. */
export function RulesPart({ usage }: { readonly usage: StorageUsage | undefined }): ReactElement {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const language = useLanguage();
  const { value, set, fault } = usePreference('storage');
  const texts = useClearOutTexts(usage, value);
  const shownFor = useRef(value);
  useEffect(() => {
    // What the next clear-out takes follows the rules.
    if (shownFor.current === value) return;
    shownFor.current = value;
    void queries.invalidateQueries({ queryKey: queryKeys.storageUsage });
  }, [queries, value]);
  const gigabytes = (count: number): string =>
    t('settings.gigabytes', { number: new Intl.NumberFormat(language).format(count) });
  return (
    <Part title={t('settings.rules')}>
      <div className="inline">
        <Limit
          label={t('settings.cacheLimit')}
          value={value.cacheLimitGb}
          steps={cacheLimits}
          noneLabel={t('settings.noLimit')}
          textOf={gigabytes}
          onChange={(cacheLimitGb) => set({ ...value, cacheLimitGb })}
        />
        <Limit
          label={t('settings.takesExpire')}
          value={value.takesExpireDays}
          steps={expiryDays}
          noneLabel={t('settings.never')}
          textOf={(count) => t('settings.days', { count })}
          onChange={(takesExpireDays) => set({ ...value, takesExpireDays })}
        />
        <Limit
          label={t('settings.takesLimit')}
          value={value.takesLimitGb}
          steps={takeLimits}
          noneLabel={t('settings.noLimit')}
          textOf={gigabytes}
          onChange={(takesLimitGb) => set({ ...value, takesLimitGb })}
        />
      </div>
      <p className="small t3 under">
        {texts.join(' ')} {t('settings.neverDeleted')}
      </p>
      <FaultLine fault={fault} />
    </Part>
  );
}
