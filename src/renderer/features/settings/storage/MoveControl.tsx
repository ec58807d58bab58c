import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { StorageUsage } from '../../../../contract/storage.ts';
import { PushButton } from '../../../components/PushButton.tsx';
import { TextInput } from '../../../components/TextInput.tsx';
import { formatSize } from '../../../language/format.ts';
import { useLanguage } from '../../../language/i18n.ts';
import { useTransport } from '../../../transport/TransportContext.ts';
import { ConfirmSheet } from '../ConfirmSheet.tsx';
import { useNewLibrary, useStorageAction, useStorageWork } from './useStorage.ts';
import { WorkFault } from './WorkFault.tsx';

/** Where the library lies, and how to have it elsewhere. */
export function MoveControl({ usage }: { readonly usage: StorageUsage | undefined }): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { shell } = useTransport();
  const isBusy = useStorageWork() !== null;
  const move = useStorageAction('storage.move', useNewLibrary(false));
  const [folder, setFolder] = useState<string | null>(null);
  const ask = async (): Promise<void> => {
    move.reset();
    setFolder(shell ? await shell.chooseFolder('move') : '');
  };
  return (
    <div className="action">
      {usage && (
        <p>
          <span className="t2">{t('settings.libraryIn')}</span> <span className="path selectable">{usage.folder}</span>
        </p>
      )}
      <div className="row wrap">
        <PushButton isDisabled={isBusy && !move.isPending} isPending={move.isPending} onPress={() => void ask()}>
          {t('settings.move')}
        </PushButton>
        {shell && usage && (
          <PushButton kind="quiet" onPress={() => void shell.revealFolder(usage.folder)}>
            {t('settings.show')}
          </PushButton>
        )}
      </div>
      <p className="small t2" role="status">
        {move.data && t('settings.moved', { folder: move.data.folder })}
      </p>
      <WorkFault error={move.error} />
      <ConfirmSheet
        title={t('settings.moveTitle')}
        isOpen={folder !== null}
        onClose={() => setFolder(null)}
        action={t('settings.moveStart')}
        isActionDisabled={(folder ?? '').trim() === ''}
        onConfirm={() => move.mutate({ folder: (folder ?? '').trim() })}
      >
        {shell ? (
          <p className="path selectable">{t('settings.moveTo', { folder: folder ?? '' })}</p>
        ) : (
          <TextInput
            label={t('settings.movePath')}
            value={folder ?? ''}
            maxLength={4096}
            onChange={setFolder}
            takesFocus
          />
        )}
        <p className="t2">{t('settings.moveHint', { size: formatSize(usage?.movingBytes ?? 0, language) })}</p>
      </ConfirmSheet>
    </div>
  );
}
