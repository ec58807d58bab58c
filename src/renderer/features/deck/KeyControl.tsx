import { memo, useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatKey, pitchClassNames, scales, type ScaleId } from '../../../contract/music.ts';
import type { KeySetting } from '../../../contract/settings/descriptors.ts';
import { Choice, type ChoiceGroup } from '../../components/Choice.tsx';
import { formatKeyName, formatScale } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import { useDeck } from './deckStore.ts';

type KeyControlProps = {
  readonly id: string;
  readonly setting: KeySetting;
  readonly value: string;
  /** The key heard in the recording; null while it is not known. */
  readonly detected: string | null;
};

/** Key and scale: automatic, with the key that was heard, or any of the keys there are. */
export const KeyControl = memo(function KeyControl({ id, setting, value, detected }: KeyControlProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { setSetting, endGesture } = useDeck.getState();
  const groups = useMemo((): ChoiceGroup[] => {
    const auto =
      detected === null ? t('deck.keyAutoLater') : t('deck.keyAuto', { key: formatKeyName(detected, language) });
    const ofScale = (scale: ScaleId): ChoiceGroup => ({
      title: formatScale(scale, language),
      options: pitchClassNames.map((_, root) => {
        const key = formatKey({ root, scale });
        return { id: key, label: formatKeyName(key, language) };
      }),
    });
    return [
      { title: null, options: [{ id: 'auto', label: auto }] },
      ...(Object.keys(scales) as ScaleId[]).map(ofScale),
    ];
  }, [detected, language, t]);
  return (
    <Choice
      label={setting.label[language]}
      description={setting.sentence[language]}
      value={value}
      groups={groups}
      onChange={(key) => {
        setSetting(id, key);
        endGesture();
      }}
    />
  );
});
