import { memo, type ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import { writtenUnit, type NumberSetting } from '../../../contract/settings/descriptors.ts';
import { SliderField } from '../../components/SliderField.tsx';
import { StepperField } from '../../components/StepperField.tsx';
import { useLanguage } from '../../language/i18n.ts';
import type { SettingValue } from './deckModel.ts';
import { useDeck } from './deckStore.ts';
import { useUnits } from './useUnits.ts';
import { fromSlider, sliderRange, valueText } from './valueText.ts';

type NumberControlProps = {
  readonly id: string;
  readonly setting: NumberSetting;
  readonly value: SettingValue;
  /** What `auto` stands for here; null while it is not known. */
  readonly suggested: number | null;
  /** What is written in the place of the suggestion while there is none. */
  readonly instead: string;
  /** Why it changes nothing in this voice; null where it is heard. */
  readonly lack: string | null;
  /** Why this is suggested, in a sentence. */
  readonly reason: string | null;
};

/** Beside a value that may be chosen automatically: what that would be, and a way back to it. */
function Suggestion({ id, setting, value, suggested, instead }: NumberControlProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const units = useUnits();
  const { setSetting, endGesture } = useDeck.getState();
  if (suggested === null && value === 'auto') return <span className="sug">{instead}</span>;
  const shown =
    suggested === null ? t('deck.keyAutoLater') : valueText(suggested, setting, language, units).replace(/ .*/, '');
  const words = (
    <>
      {suggested !== null && t('deck.suggested')} <b className="n">{shown}</b>
    </>
  );
  if (value === 'auto') return <span className="sug">{words}</span>;
  const back = (): void => {
    setSetting(id, 'auto');
    endGesture();
  };
  return (
    <Button className="sug" onPress={back} aria-label={t('deck.useSuggested', { value: shown })} preventFocusOnPress>
      {words}
    </Button>
  );
}

/** A number of the deck: a slider or a stepper, as its descriptor says. */
export const NumberControl = memo(function NumberControl(props: NumberControlProps): ReactElement {
  const { id, setting, value, suggested, reason, lack } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const units = useUnits();
  const { setSetting, endGesture } = useDeck.getState();
  const aside = setting.canBeAuto === true ? <Suggestion {...props} /> : undefined;
  // A field that is left rounds to its step, which must not count as a change.
  const rounded = suggested === null ? null : Math.round(suggested / setting.step) * setting.step;
  const unknown = setting.min > 0 ? Number.NaN : 0;
  const number = typeof value === 'number' ? value : (rounded ?? unknown);
  const common = { label: setting.label[language], description: setting.sentence[language], step: setting.step, aside };
  if (setting.control === 'stepper') {
    const change = (to: number): void => {
      setSetting(id, to);
      endGesture();
    };
    const written = writtenUnit(setting.unit);
    const unit =
      setting.unit === 'st'
        ? t('unit.semitones', { count: Math.abs(number) === 1 ? 1 : 2 })
        : written === ''
          ? ''
          : units[written];
    return (
      <StepperField
        {...common}
        value={number}
        min={setting.min}
        max={setting.max}
        unit={unit}
        note={lack ?? reason}
        isDisabled={lack !== null}
        lowerLabel={`${t('deck.lower')}: ${common.label}`}
        raiseLabel={`${t('deck.raise')}: ${common.label}`}
        onChange={change}
      />
    );
  }
  const range = sliderRange(setting);
  return (
    <SliderField
      {...common}
      value={value === 'off' ? (range.offStop ?? setting.min) : number}
      min={range.min}
      max={range.max}
      origin={setting.min < 0 && setting.max > 0 ? 0 : range.min}
      valueText={value === 'off' ? t('deck.off') : valueText(number, setting, language, units)}
      onChange={(place) => setSetting(id, fromSlider(place, setting))}
      onChangeEnd={endGesture}
      lack={lack}
    />
  );
});
