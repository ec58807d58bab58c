import { useMemo, type ReactElement, type RefObject } from 'react';
import { Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { useRailKeys } from './useRailKeys.ts';
import type { Sampler } from './useSampler.ts';
import { VoiceMenuList } from './VoiceMenu.tsx';

type RowMenuProps = {
  readonly list: RefObject<HTMLElement | null>;
  readonly voices: readonly Voice[];
  readonly sampler: Sampler;
};

/** The menu of a voice in a list, beside its row; gives the list its other keys as well. */
export function RowMenu({ list, voices, sampler }: RowMenuProps): ReactElement {
  const { t } = useTranslation();
  const { menu, closeMenu } = useRailKeys(list, voices, sampler);
  const row = useMemo(() => ({ current: menu?.element ?? null }), [menu]);
  return (
    <Popover
      className="pop"
      aria-label={t('voices.title')}
      placement="bottom start"
      crossOffset={56}
      offset={-12}
      triggerRef={row}
      isOpen={menu !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) closeMenu();
      }}
    >
      {menu && <VoiceMenuList voice={menu.voice} onClose={closeMenu} />}
    </Popover>
  );
}
