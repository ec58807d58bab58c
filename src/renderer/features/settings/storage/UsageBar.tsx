import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageUsage } from '../../../../contract/storage.ts';
import { formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';

/** How much is used, by what, and what is free: in words, numbers and lengths. */
export function UsageBar({ usage }: { readonly usage: StorageUsage }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const size = (bytes: number): string => formatSize(bytes, language);
  const held = usage.kinds
    .filter(({ bytes }) => bytes > 0)
    .toSorted((one, other) => other.bytes - one.bytes)
    .map((part) => ({ ...part, words: `${t(`settings.kinds.${part.kind}`)} ${size(part.bytes)}` }));
  return (
    <div className="usage">
      <p>
        <span className="n">{t('settings.used', { size: size(usage.totalBytes) })}</span>{' '}
        <span className="t3 path selectable">{t('settings.usedIn', { folder: usage.folder })}</span>
      </p>
      <div
        className="store"
        role="img"
        aria-label={t('settings.usageLabel', { parts: held.map(({ words }) => words).join(', ') })}
      >
        {held.map(({ kind, bytes }) => (
          <i key={kind} data-kind={kind} style={{ flexGrow: bytes }} />
        ))}
      </div>
      <ul className="legend small t2">
        {held.map(({ kind, words }) => (
          <li key={kind}>
            <i data-kind={kind} /> {words}
          </li>
        ))}
      </ul>
      <p className="small t3">
        {usage.freeBytes === null ? t('settings.freeUnknown') : t('settings.free', { size: size(usage.freeBytes) })}
      </p>
    </div>
  );
}
