import { useEffect, useId, useRef, type ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Preset } from '../../../contract/presets.ts';
import { Icon } from '../../components/Icon.tsx';
import { useLanguage } from '../../language/i18n.ts';

export type PresetAction = 'rename' | 'share' | 'remove';

type PresetRowProps = {
  readonly preset: Preset;
  readonly isInForce: boolean;
  /** Takes the focus with every new one of these: it was just added or changed, or its neighbour is gone. */
  readonly takesFocus: object | null;
  readonly onUse: () => void;
  readonly onAction: (action: PresetAction) => void;
};

/** A preset: its name puts it in force; what can be done to a person's own is behind it. */
export function PresetRow({ preset, isInForce, takesFocus, onUse, onAction }: PresetRowProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const name = preset.name[language];
  const sentence = preset.sentence?.[language];
  const about = useId();
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <li className="preset">
      <Button
        ref={button}
        className="use"
        aria-pressed={isInForce}
        onPress={onUse}
        {...(sentence === undefined ? {} : { 'aria-describedby': about })}
      >
        <span className="ell" title={name}>
          {name}
        </span>
        {isInForce && <Icon name="check" />}
      </Button>
      {sentence !== undefined && (
        <p className="small t2" id={about}>
          {sentence}
        </p>
      )}
      {!preset.isBuiltIn && (
        <MenuTrigger>
          <Button className="btn q sq" aria-label={t('presets.menu', { name })}>
            <Icon name="more" />
          </Button>
          <Popover className="pop" placement="top end">
            <Menu
              className="list"
              aria-label={t('presets.menu', { name })}
              onAction={(action) => {
                if (action === 'rename' || action === 'share' || action === 'remove') onAction(action);
              }}
            >
              <MenuItem id="rename" className="opt">
                {t('presets.rename')}
              </MenuItem>
              <MenuItem id="share" className="opt">
                {t('presets.share')}
              </MenuItem>
              <MenuItem id="remove" className="opt">
                {t('presets.remove')}
              </MenuItem>
            </Menu>
          </Popover>
        </MenuTrigger>
      )}
    </li>
  );
}
