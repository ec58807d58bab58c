import type { ReactElement } from 'react';
import type { SettingDescriptor } from '../../../contract/settings/descriptors.ts';
import { Choice } from '../../components/Choice.tsx';
import { SliderField } from '../../components/SliderField.tsx';
import { useLanguage } from '../../language/i18n.ts';
import type { SettingValue } from '../deck/deckModel.ts';
import { useUnits } from '../deck/useUnits.ts';
import { valueText } from '../deck/valueText.ts';

type EffectSettingProps = {
  readonly setting: SettingDescriptor;
  readonly value: SettingValue | undefined;
  readonly onChange: (value: number | string) => void;
  readonly onChangeEnd: () => void;
};

/** One value of an effect; effects have numbers and choices only. */
export function EffectSetting({ setting, value, onChange, onChangeEnd }: EffectSettingProps): ReactElement | null {
  const language = useLanguage();
  const units = useUnits();
  const label = setting.label[language];
  if (setting.kind === 'choice') {
    const options = setting.options.map((option) => ({ id: option.id, label: option.label[language] }));
    return (
      <Choice
        label={label}
        description={setting.sentence[language]}
        value={String(value ?? setting.default)}
        groups={[{ title: null, options }]}
        onChange={(id) => {
          onChange(id);
          onChangeEnd();
        }}
      />
    );
  }
  if (setting.kind !== 'number' || typeof value !== 'number') return null;
  return (
    <SliderField
      label={label}
      description={setting.sentence[language]}
      value={value}
      min={setting.min}
      max={setting.max}
      step={setting.step}
      origin={setting.min < 0 && setting.max > 0 ? 0 : setting.min}
      valueText={valueText(value, setting, language, units)}
      onChange={onChange}
      onChangeEnd={onChangeEnd}
      lack={null}
    />
  );
}
