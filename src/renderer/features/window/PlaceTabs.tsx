import type { ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { usePlace } from './placeStore.ts';

const tabs = [
  { place: 'convert', keys: 'Control+1' },
  { place: 'voices', keys: 'Control+3' },
] as const;

/** The places one works in. A press of the mouse leaves the focus to the place that is shown next. */
export function PlaceTabs(): ReactElement {
  const { t } = useTranslation();
  const { place, go } = usePlace();
  return (
    <nav className="tabs" aria-label={t('place.nav')}>
      {tabs.map((tab) => (
        <a
          key={tab.place}
          href={`#${tab.place}`}
          draggable={false}
          aria-keyshortcuts={tab.keys}
          aria-current={place === tab.place ? 'page' : undefined}
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => {
            event.preventDefault();
            go(tab.place);
          }}
        >
          {t(`place.${tab.place}`)}
        </a>
      ))}
    </nav>
  );
}

/** The way to the settings, which stand apart from the places one works in. */
export function SettingsButton(): ReactElement {
  const { t } = useTranslation();
  const { place, openSettings } = usePlace();
  return (
    <Button
      className="btn q"
      aria-keyshortcuts="Control+,"
      {...(place === 'settings' ? { 'aria-current': 'page' as const } : {})}
      onPress={() => openSettings()}
      preventFocusOnPress
    >
      {t('place.settings')}
    </Button>
  );
}
