import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Brand } from '../../components/Brand.tsx';
import { DeviceChip } from '../devices/DeviceChip.tsx';
import { QueueButton } from '../queue/QueueButton.tsx';
import { PlaceTabs, SettingsButton } from './PlaceTabs.tsx';

/** The window bar: name, places, the queue, where the networks run, settings. */
export function WindowBar(): ReactElement {
  const { t } = useTranslation();
  return (
    <header className="bar">
      <Brand name={t('app.name')} />
      <PlaceTabs />
      <div className="bar-r">
        <QueueButton />
        <DeviceChip />
        <SettingsButton />
      </div>
    </header>
  );
}
