import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import { usePreference } from '../preferences/usePreference.ts';
import { TextSetting } from './TextSetting.tsx';

/** Where exports go: chosen in the system's dialog, or typed where a browser has none. The program checks the folder. */
export function ExportFolder(): ReactElement {
  const { t } = useTranslation();
  const { shell } = useTransport();
  const { value, set, keep, fault } = usePreference('exportFolder');
  if (!shell) {
    return (
      <>
        <TextSetting
          label={t('settings.folderPath')}
          value={value ?? ''}
          maxLength={4096}
          action={t('settings.save')}
          onKeep={(folder) => keep(folder === '' ? null : folder)}
          hint={() => `${t('settings.folderPathHint')} ${t('settings.folderHint')}`}
        />
        <FaultLine fault={fault} />
      </>
    );
  }
  const choose = async (): Promise<void> => {
    const folder = await shell.chooseFolder('exports');
    if (folder !== null) set(folder);
  };
  return (
    <div className="c">
      <p className="label">{t('settings.folder')}</p>
      <p className="path selectable">{value ?? t('settings.folderBeside')}</p>
      <div className="row wrap">
        <PushButton onPress={() => void choose()}>{t('settings.chooseFolder')}</PushButton>
        {value !== null && (
          <>
            <PushButton kind="quiet" onPress={() => set(null)}>
              {t('settings.useBeside')}
            </PushButton>
            <PushButton kind="quiet" onPress={() => void shell.revealFolder(value)}>
              {t('settings.show')}
            </PushButton>
          </>
        )}
      </div>
      <p className="small t3">{t('settings.folderHint')}</p>
      <FaultLine fault={fault} />
    </div>
  );
}
