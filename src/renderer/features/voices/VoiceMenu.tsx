import { useEffect, useRef, type ReactElement } from 'react';
import { Button, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { Keycap } from '../../components/Keycap.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useVoiceActions } from './useVoiceActions.ts';
import { useVoicesState } from './voicesStore.ts';

type VoiceMenuListProps = {
  readonly voice: Voice;
  /** Given where no button opened it that would close it and pass the focus on. */
  readonly onClose?: () => void;
};

/** What can be done to an imported voice. */
export function VoiceMenuList({ voice, onClose }: VoiceMenuListProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { remove } = useVoiceActions();
  const { edit } = useVoicesState.getState();
  const takesFocus = onClose !== undefined;
  const menu = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!takesFocus) return undefined;
    // Its entries come with the next picture.
    const frame = requestAnimationFrame(() => menu.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [takesFocus]);
  const run = (action: unknown): void => {
    if (action === 'rename') edit(voice.id, 'name');
    else if (action === 'whose') edit(voice.id, 'licence');
    else remove(voice);
  };
  return (
    <Menu
      ref={menu}
      {...(onClose ? { onClose } : {})}
      className="list"
      aria-label={t('voices.menu', { voice: voice.name[language] })}
      onAction={run}
    >
      <MenuItem id="rename" className="opt" textValue={t('voices.rename')}>
        {t('voices.rename')} <Keycap keys="F2" />
      </MenuItem>
      <MenuItem id="whose" className="opt">
        {t('voices.whose')}
      </MenuItem>
      <MenuItem id="remove" className="opt" textValue={t('voices.remove')}>
        {t('voices.remove')} <Keycap keys="Del" />
      </MenuItem>
    </Menu>
  );
}

type VoiceMenuProps = { readonly voice: Voice; readonly placement?: 'top end' | 'bottom start' };

/** Opens what can be done to the chosen voice; nothing can be to a built-in one. */
export function VoiceMenu({ voice, placement = 'top end' }: VoiceMenuProps): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  if (voice.isBuiltIn) return null;
  return (
    <MenuTrigger>
      <Button className="btn q sq" aria-label={t('voices.menu', { voice: voice.name[language] })} preventFocusOnPress>
        <Icon name="more" />
      </Button>
      <Popover className="pop" placement={placement}>
        <VoiceMenuList voice={voice} />
      </Popover>
    </MenuTrigger>
  );
}
