import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageUsage } from '../../../../contract/storage.ts';
import { PushButton } from '../../../components/PushButton.tsx';
import { formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { usePreference } from '../../preferences/usePreference.ts';
import { ConfirmSheet } from '../ConfirmSheet.tsx';
import { useStorageAction } from './useStorage.ts';
import { WorkFault } from './WorkFault.tsx';

type Question = 'cache' | 'bin' | 'clearOut';

/** Empties working files or the bin, or applies the rules now, after saying what that means. */
export function ClearControls({ usage }: { readonly usage: StorageUsage }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const [question, setQuestion] = useState<Question | null>(null);
  const clear = useStorageAction('storage.clear');
  const clearOut = useStorageAction('storage.clearOut');
  const { value: rules } = usePreference('storage');
  const hasRule = rules.takesExpireDays !== null || rules.takesLimitGb !== null || rules.cacheLimitGb !== null;
  const size = (bytes: number): string => formatSize(bytes, language);
  const cacheBytes = usage.kinds.find(({ kind }) => kind === 'cache')?.bytes ?? 0;
  const { takeCount, bytes: binBytes } = usage.bin;
  const isBusy = clear.isPending || clearOut.isPending;
  const close = (): void => setQuestion(null);
  const said = clearOut.data
    ? t('settings.clearedOut', { count: clearOut.data.takeCount, size: size(clearOut.data.freedBytes) })
    : clear.data && t('settings.freed', { size: size(clear.data.freedBytes) });
  const error = clear.error ?? clearOut.error;
  const ask = (next: Question): void => {
    clear.reset();
    clearOut.reset();
    setQuestion(next);
  };
  return (
    <div className="clearing">
      <div className="row wrap">
        <PushButton isDisabled={cacheBytes === 0 && !isBusy} isPending={isBusy} onPress={() => ask('cache')}>
          {t('settings.emptyCache')}
        </PushButton>
        <PushButton isDisabled={takeCount === 0 && !isBusy} isPending={isBusy} onPress={() => ask('bin')}>
          {t('settings.emptyBin')}
        </PushButton>
        <PushButton isDisabled={!hasRule} isPending={isBusy} onPress={() => ask('clearOut')}>
          {t('settings.clearOut')}
        </PushButton>
      </div>
      <p className="small t3">
        {takeCount === 0 ? t('settings.binEmpty') : t('settings.binHolds', { count: takeCount, size: size(binBytes) })}
      </p>
      <p className="small t2" role="status">
        {said}
      </p>
      <WorkFault error={error} />
      <ConfirmSheet
        title={t('settings.emptyCache')}
        isOpen={question === 'cache'}
        onClose={close}
        action={t('settings.emptyCache')}
        onConfirm={() => clear.mutate({ what: 'cache' })}
      >
        <p>{t('settings.emptyCacheHint', { size: size(cacheBytes) })}</p>
      </ConfirmSheet>
      <ConfirmSheet
        title={t('settings.emptyBin')}
        isOpen={question === 'bin'}
        onClose={close}
        action={t('settings.emptyBin')}
        onConfirm={() => clear.mutate({ what: 'bin' })}
      >
        <p>{t('settings.emptyBinHint', { count: takeCount, size: size(binBytes) })}</p>
      </ConfirmSheet>
      <ConfirmSheet
        title={t('settings.clearOutTitle')}
        isOpen={question === 'clearOut'}
        onClose={close}
        action={t('settings.clearOut')}
        onConfirm={() => clearOut.mutate(undefined)}
      >
        <p>{t('settings.clearOutHint')}</p>
      </ConfirmSheet>
    </div>
  );
}
