import type { ReactElement } from 'react';
import { Button, Header, Menu, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EffectDescriptor, EffectFamily } from '../../../contract/settings/descriptors.ts';
import { Icon } from '../../components/Icon.tsx';
import { useLanguage } from '../../language/i18n.ts';
import type { Effects } from './chain.ts';

type AddEffectProps = {
  readonly effects: Effects;
  readonly isDisabled: boolean;
  readonly onAdd: (effect: EffectDescriptor) => void;
};

const families: readonly EffectFamily[] = ['voice', 'sound'];

/** Every effect there is, each with a sentence. */
export function AddEffect({ effects, isDisabled, onAdd }: AddEffectProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const add = (id: unknown): void => {
    const effect = effects.find((one) => one.id === id);
    if (effect) onAdd(effect);
  };
  return (
    <MenuTrigger>
      <Button className="btn" isDisabled={isDisabled}>
        <Icon name="plus" /> {t('effects.add')}
      </Button>
      <Popover className="pop" placement="top start" maxHeight={420}>
        <Menu className="list wide" aria-label={t('effects.add')} onAction={add}>
          {families.map((family) => (
            <MenuSection key={family}>
              <Header className="head">{t(family === 'voice' ? 'effects.onVoice' : 'effects.onSound')}</Header>
              {effects
                .filter((one) => one.family === family)
                .map((one) => (
                  <MenuItem key={one.id} id={one.id} className="opt said" textValue={one.label[language]}>
                    <span>{one.label[language]}</span>
                    <span className="small t2">{one.sentence[language]}</span>
                  </MenuItem>
                ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
