import { memo, type ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { parseKey, pitchClassesOf } from '../../../contract/music.ts';
import type { NotesSetting } from '../../../contract/settings/descriptors.ts';
import { NotesField } from '../../components/NotesField.tsx';
import { formatPitchClass } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { SettingValue } from './deckModel.ts';
import { useDeck } from './deckStore.ts';

type NotesControlProps = {
  readonly id: string;
  readonly setting: NotesSetting;
  readonly value: SettingValue;
  /** The key that applies now. */
  readonly keyText: string | null;
};

/** Which notes may be sung: those of the scale until one is switched by hand. */
export const NotesControl = memo(function NotesControl({
  id,
  setting,
  value,
  keyText,
}: NotesControlProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { setSetting, endGesture } = useDeck.getState();
  const key = keyText === null ? undefined : parseKey(keyText);
  const ofScale = key ? pitchClassesOf(key) : Array.from({ length: 12 }, (_, pitchClass) => pitchClass);
  const change = (notes: 'scale' | number[]): void => {
    setSetting(id, notes);
    endGesture();
  };
  const aside =
    typeof value === 'object' ? (
      <Button className="sug" onPress={() => change('scale')} preventFocusOnPress>
        {t('deck.useScale')}
      </Button>
    ) : (
      <span className="sug">{t('deck.scaleNotes')}</span>
    );
  return (
    <NotesField
      label={setting.label[language]}
      description={setting.sentence[language]}
      chosen={typeof value === 'object' ? value : ofScale}
      names={Array.from({ length: 12 }, (_, pitchClass) => formatPitchClass(pitchClass, language))}
      onChange={change}
      aside={aside}
    />
  );
});
