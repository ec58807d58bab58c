import type { ReactElement } from 'react';
import { Button, DialogTrigger, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { Icon } from '../../components/Icon.tsx';
import { PresetsPanel } from './PresetsPanel.tsx';

type PresetsButtonProps = { readonly settings: AnySettingValues; readonly isReadOnly: boolean };

/** Opens the presets. */
export function PresetsButton({ settings, isReadOnly }: PresetsButtonProps): ReactElement {
  const { t } = useTranslation();
  return (
    <DialogTrigger>
      <Button className="btn q" preventFocusOnPress>
        {t('presets.title')} <Icon name="down" />
      </Button>
      <Popover className="pop panel" placement="top start" aria-label={t('presets.title')}>
        <PresetsPanel settings={settings} isReadOnly={isReadOnly} />
      </Popover>
    </DialogTrigger>
  );
}
