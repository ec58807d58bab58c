import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { languageFromTag } from '../../../contract/language.ts';
import { Brand } from '../../components/Brand.tsx';
import { Choice } from '../../components/Choice.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { DeviceChip } from '../devices/DeviceChip.tsx';
import { QueueButton } from '../queue/QueueButton.tsx';
import { PlaceTabs, SettingsButton } from './PlaceTabs.tsx';

const languageNames = [
  { id: 'en', label: 'English' },
  { id: 'pt-BR', label: 'Português' },
] as const;

/** The window bar: name, places, the queue, where the networks run, settings. */
export function WindowBar(): ReactElement {
  const { t, i18n } = useTranslation();
  const language = useLanguage();
  return (
    <header className="bar">
      <Brand name={t('app.name')} />
      <PlaceTabs />
      <div className="bar-r">
        <QueueButton />
        <DeviceChip />
        <SettingsButton />
        <Choice
          look="bar"
          label={t('app.language')}
          value={language}
          groups={[{ title: null, options: languageNames }]}
          onChange={(id) => void i18n.changeLanguage(languageFromTag(id))}
        />
      </div>
    </header>
  );
}
