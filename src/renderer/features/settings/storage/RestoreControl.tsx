import { useMutation } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { takeBinDays, type BackupSummary } from '../../../../contract/storage.ts';
import { PushButton } from '../../../components/PushButton.tsx';
import { TextInput } from '../../../components/TextInput.tsx';
import { formatDate, formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { useTransport } from '../../../transport/TransportContext.ts';
import { ConfirmSheet } from '../ConfirmSheet.tsx';
import { useNewLibrary, useStorageAction, useStorageWork } from './useStorage.ts';
import { WorkFault } from './WorkFault.tsx';

/** What a backup holds and what restoring it means. */
function BackupFacts({ backup }: { readonly backup: BackupSummary }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  return (
    <>
      <p className="path selectable">{backup.path}</p>
      <p>
        {t('settings.restoreFacts', {
          date: formatDate(backup.createdAt, language),
          version: backup.appVersion,
          size: formatSize(backup.bytes, language),
        })}{' '}
        {t('settings.restoreCounts', {
          voices: t('settings.voices', { count: backup.voiceCount }),
          takes: t('settings.takes', { count: backup.takeCount }),
        })}
      </p>
      {backup.elsewhereCount > 0 && (
        <p className="t2">{t('settings.restoreElsewhere', { count: backup.elsewhereCount })}</p>
      )}
      <p className="t2">{t('settings.restoreHint', { days: takeBinDays })}</p>
    </>
  );
}

/** Puts a backup in the place of the library, after it was checked and shown. */
export function RestoreControl(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { call, shell } = useTransport();
  const isBusy = useStorageWork() !== null;
  const restore = useStorageAction('storage.restore', useNewLibrary(true));
  const inspect = useMutation({ mutationFn: (path: string) => call('storage.inspectBackup', { path }) });
  const [isAsking, setAsking] = useState(false);
  const [path, setPath] = useState('');
  const [checked, setChecked] = useState<BackupSummary | null>(null);
  const check = (file: string): void => inspect.mutate(file, { onSuccess: setChecked });
  const begin = async (): Promise<void> => {
    restore.reset();
    inspect.reset();
    if (!shell) return setAsking(true);
    const chosen = await shell.chooseBackup();
    if (chosen !== null) check(chosen);
  };
  const isPending = inspect.isPending || restore.isPending;
  const error = inspect.error ?? restore.error;
  return (
    <div className="action">
      <PushButton isDisabled={isBusy && !isPending} isPending={isPending} onPress={() => void begin()}>
        {t('settings.restore')}
      </PushButton>
      <p className="small t2" role="status">
        {inspect.isPending && t('settings.checking')}
        {restore.data && t('settings.restored', { date: formatDate(restore.data.createdAt, language) })}
      </p>
      <WorkFault error={error} />
      <ConfirmSheet
        title={t('settings.restoreTitle')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        action={t('settings.check')}
        isActionDisabled={path.trim() === ''}
        onConfirm={() => check(path.trim())}
      >
        <TextInput label={t('settings.restorePath')} value={path} maxLength={4096} onChange={setPath} takesFocus />
        <p className="t2">{t('settings.restorePick')}</p>
      </ConfirmSheet>
      <ConfirmSheet
        title={t('settings.restoreThis')}
        isOpen={checked !== null}
        onClose={() => setChecked(null)}
        action={t('settings.restore')}
        onConfirm={() => {
          if (checked) restore.mutate({ path: checked.path });
        }}
      >
        {checked && <BackupFacts backup={checked} />}
      </ConfirmSheet>
    </div>
  );
}
