import { useEffect, useRef, type ReactElement } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { settingsSections, usePlace, type SettingsSection } from '../window/placeStore.ts';
import { AboutSection } from './AboutSection.tsx';
import { AudioSection } from './AudioSection.tsx';
import { DevicesSection } from './DevicesSection.tsx';
import { GeneralSection } from './GeneralSection.tsx';
import { KeyboardSection } from './KeyboardSection.tsx';
import { LicencesSection } from './LicencesSection.tsx';
import { NetworkSection } from './NetworkSection.tsx';
import { StatisticsSection } from './statistics/StatisticsSection.tsx';
import { StorageSection } from './storage/StorageSection.tsx';

const contents = {
  general: GeneralSection,
  audio: AudioSection,
  devices: DevicesSection,
  storage: StorageSection,
  network: NetworkSection,
  keyboard: KeyboardSection,
  statistics: StatisticsSection,
  licences: LicencesSection,
  about: AboutSection,
} as const satisfies Record<SettingsSection, () => ReactElement>;

/** Everything about the program itself, a section at a time. Escape leads back to where it was opened from. */
export function SettingsView(): ReactElement {
  const { t } = useTranslation();
  const section = usePlace((state) => state.section);
  const view = useRef<HTMLElement>(null);
  useEffect(() => {
    // The list of sections is there with the first picture.
    const frame = requestAnimationFrame(() => {
      view.current?.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
    });
    // At the window, so that a field has had its own use of the key. Dialogs and open lists lie outside this view.
    const leave = (event: KeyboardEvent): void => {
      const { target } = event;
      const isHere = target === document.body || (target instanceof Node && view.current?.contains(target) === true);
      if (event.key !== 'Escape' || event.defaultPrevented || !isHere) return;
      event.preventDefault();
      usePlace.getState().back();
    };
    window.addEventListener('keydown', leave);
    return () => {
      cancelAnimationFrame(frame);
      window.removeEventListener('keydown', leave);
    };
  }, []);
  return (
    <main ref={view} className="settings">
      <Tabs
        className="sections"
        orientation="vertical"
        selectedKey={section}
        onSelectionChange={(id) => {
          const chosen = settingsSections.find((one) => one === id);
          if (chosen) usePlace.getState().openSettings(chosen);
        }}
      >
        <TabList className="section-list" aria-label={t('settings.sections')}>
          {settingsSections.map((id) => (
            <Tab key={id} id={id}>
              {t(`settings.${id}`)}
            </Tab>
          ))}
        </TabList>
        {settingsSections.map((id) => {
          const Content = contents[id];
          return (
            <TabPanel key={id} id={id} className="section-panel">
              <Content />
            </TabPanel>
          );
        })}
      </Tabs>
    </main>
  );
}
