import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { SwitchField } from '../../components/SwitchField.tsx';
import { useDeck } from './deckStore.ts';

/** Whether what is exported carries the backing. */
export function BackingSwitch(): ReactElement {
  const { t } = useTranslation();
  const isOn = useDeck((deck) => deck.isBackingExported);
  return (
    <SwitchField
      label={t('melody.withBacking')}
      description={t('melody.withBackingHint')}
      isOn={isOn}
      onChange={(isExported) => useDeck.getState().setBackingExported(isExported)}
    />
  );
}
