import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SwitchField } from '../../components/SwitchField.tsx';
import { FaultLine } from '../../errors/FaultLine.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import { usePreference } from '../preferences/usePreference.ts';
import { keysAnywhere, keysConvert, keysWithoutCtrl, type KeyLine } from './keyTable.ts';
import { Panes, Part } from './Panes.tsx';

function KeyTable({ title, lines }: { readonly title: string; readonly lines: readonly KeyLine[] }): ReactElement {
  const { t } = useTranslation();
  const { isMac } = useTransport();
  return (
    <Part title={title}>
      <table className="plain keys-table">
        <thead>
          <tr>
            <th scope="col">{t('settings.key')}</th>
            <th scope="col">{t('settings.keyAction')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ command, keys }) => (
            <tr key={command}>
              <td>
                {keys.map((key) => (
                  <kbd key={key}>{key === 'Ctrl' && isMac ? '⌘' : key}</kbd>
                ))}
              </td>
              <td>{t(`settings.keys.${command}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Part>
  );
}

/** What every key does, and whether those without Ctrl do anything. */
export function KeyboardSection(): ReactElement {
  const { t } = useTranslation();
  const { value, set, fault } = usePreference('areLetterKeysOn');
  return (
    <Panes
      title={t('settings.keyboard')}
      aside={
        <>
          <KeyTable title={t('settings.keysAnywhere')} lines={keysAnywhere} />
          <KeyTable title={t('settings.keysConvert')} lines={keysConvert} />
        </>
      }
    >
      <SwitchField
        label={t('settings.letterKeys')}
        description={t('settings.letterKeysHint')}
        isOn={value}
        onChange={set}
      />
      <p className="small t3 under">{t('settings.letterKeysHint')}</p>
      <FaultLine fault={fault} />
      <KeyTable title={t('settings.keysWithout')} lines={keysWithoutCtrl} />
    </Panes>
  );
}
