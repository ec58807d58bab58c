import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { backupExtension, type StorageUsage } from '../../../../contract/storage.ts';
import { PushButton } from '../../../components/PushButton.tsx';
import { SwitchField } from '../../../components/SwitchField.tsx';
import { TextInput } from '../../../components/TextInput.tsx';
import { formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { useTransport } from '../../../transport/TransportContext.ts';
import { ConfirmSheet } from '../ConfirmSheet.tsx';
import { useStorageAction, useStorageWork } from './useStorage.ts';
import { WorkFault } from './WorkFault.tsx';

/** `cantado-2026-11-22.cantado-backup`, by the clock of this computer. */
function suggestedName(now: Date): string {
  const pad = (value: number): string => String(value).padStart(2, '0');
  return `cantado-${String(now.getFullYear())}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}.${backupExtension}`;
}

/** Puts the library into one file. */
export function BackUpControl({ usage }: { readonly usage: StorageUsage | undefined }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { shell } = useTransport();
  const isBusy = useStorageWork() !== null;
  const backUp = useStorageAction('storage.backUp');
  const [isAsking, setAsking] = useState(false);
  const [withTakes, setWithTakes] = useState(true);
  const [path, setPath] = useState('');
  const size = (bytes: number): string => formatSize(bytes, language);
  const start = async (): Promise<void> => {
    const chosen = shell ? await shell.chooseBackupPath(suggestedName(new Date())) : path.trim();
    if (chosen !== null) backUp.mutate({ path: chosen, withTakes });
  };
  const takesBytes = usage?.kinds.find(({ kind }) => kind === 'takes')?.bytes ?? 0;
  const done = backUp.data;
  return (
    <div className="action">
      <PushButton
        isDisabled={isBusy && !backUp.isPending}
        isPending={backUp.isPending}
        onPress={() => {
          backUp.reset();
          setAsking(true);
        }}
      >
        {t('settings.backUp')}
      </PushButton>
      <p className="small t2 path" role="status">
        {done && t('settings.backedUp', { size: size(done.bytes), path: done.path })}
      </p>
      <WorkFault error={backUp.error} />
      <ConfirmSheet
        title={t('settings.backUpTitle')}
        isOpen={isAsking}
        onClose={() => setAsking(false)}
        action={t('settings.backUp')}
        isActionDisabled={!shell && path.trim() === ''}
        onConfirm={() => void start()}
      >
        {!shell && (
          <TextInput
            label={t('settings.backUpPath')}
            value={path}
            maxLength={4096}
            onChange={setPath}
            placeholder={suggestedName(new Date())}
            takesFocus
          />
        )}
        <p className="t2">{t('settings.backUpHint')}</p>
        <SwitchField
          label={t('settings.backUpTakes')}
          description={t('settings.backUpTakesHint', { size: size(takesBytes) })}
          isOn={withTakes}
          onChange={setWithTakes}
        />
        <p className="small t3">{t('settings.backUpTakesHint', { size: size(takesBytes) })}</p>
      </ConfirmSheet>
    </div>
  );
}
