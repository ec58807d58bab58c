import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PresetId } from '../../../contract/ids.ts';
import type { Preset } from '../../../contract/presets.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { isInForce } from './presetModel.ts';
import { PresetRow, type PresetAction } from './PresetRow.tsx';

type PresetsListProps = {
  /** Undefined until they are known. */
  readonly presets: readonly Preset[] | undefined;
  readonly isUnknown: boolean;
  readonly settings: AnySettingValues;
  /** Whether there is anything that a preset would keep. */
  readonly canSave: boolean;
  readonly isReadOnly: boolean;
  /** The preset that takes the focus. */
  readonly focused: { readonly id: PresetId } | null;
  readonly onUse: (preset: Preset) => void;
  readonly onAction: (preset: Preset, action: PresetAction) => void;
  readonly onStep: (kind: 'save' | 'paste') => void;
};

/** Styles first, then a person's own, and what can be added to them. */
export function PresetsList(props: PresetsListProps): ReactElement {
  const { presets = [], isUnknown, settings, canSave, isReadOnly, focused, onUse, onAction, onStep } = props;
  const { t } = useTranslation();
  const rows = (shown: readonly Preset[], label: string): ReactElement => (
    <ul className="presets" aria-label={label}>
      {shown.map((preset) => (
        <PresetRow
          key={preset.id}
          preset={preset}
          isInForce={isInForce(preset, settings)}
          takesFocus={preset.id === focused?.id ? focused : null}
          onUse={() => onUse(preset)}
          onAction={(action) => onAction(preset, action)}
        />
      ))}
    </ul>
  );
  const own = presets.filter(({ isBuiltIn }) => !isBuiltIn);
  return (
    <>
      {isUnknown && (
        <p className="small alarm" role="alert">
          {t('presets.unavailable')}
        </p>
      )}
      <h3 className="head">{t('presets.styles')}</h3>
      {rows(
        presets.filter(({ isBuiltIn }) => isBuiltIn),
        t('presets.styles'),
      )}
      <h3 className="head">{t('presets.own')}</h3>
      {own.length > 0 ? rows(own, t('presets.own')) : <p className="small t2">{t('presets.ownNone')}</p>}
      <div className="row wrap">
        <PushButton isDisabled={!canSave || isReadOnly} onPress={() => onStep('save')}>
          {t('presets.save')}
        </PushButton>
        <PushButton kind="quiet" isDisabled={isReadOnly} onPress={() => onStep('paste')}>
          {t('presets.paste')}
        </PushButton>
      </div>
      {!canSave && own.length > 0 && <p className="small t2">{t('presets.nothing')}</p>}
    </>
  );
}
