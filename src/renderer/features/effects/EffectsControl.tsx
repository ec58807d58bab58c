import { memo, useId, type ReactElement } from 'react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EffectsSetting } from '../../../contract/settings/descriptors.ts';
import { Icon } from '../../components/Icon.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useDeck } from '../deck/deckStore.ts';
import { chainOf, chainWords } from './chain.ts';
import { EffectsPanel } from './EffectsPanel.tsx';

type EffectsControlProps = { readonly id: string; readonly setting: EffectsSetting; readonly value: string };

/** The chain of effects in words; opens the panel in which it is made. */
export const EffectsControl = memo(function EffectsControl({ id, setting, value }: EffectsControlProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = useId();
  const { setSetting, endGesture } = useDeck.getState();
  const words = chainWords(chainOf(value, setting.effects), setting.effects, language);
  return (
    <div className="c">
      <div className="lab" title={setting.sentence[language]}>
        <span className="label" id={name}>
          {setting.label[language]}
        </span>
      </div>
      <DialogTrigger>
        <Button className="sel" aria-labelledby={`${name} ${name}-words`} aria-description={setting.sentence[language]}>
          <span className="ell" id={`${name}-words`}>
            {words === '' ? t('effects.none') : words}
          </span>
          <Icon name="down" />
        </Button>
        <Popover className="pop panel" placement="top start" aria-labelledby={name}>
          <EffectsPanel
            effects={setting.effects}
            text={value}
            onChange={(text) => setSetting(id, text)}
            onChangeEnd={endGesture}
          />
        </Popover>
      </DialogTrigger>
    </div>
  );
});
