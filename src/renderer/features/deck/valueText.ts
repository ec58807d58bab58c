import { formatNumber, type Language } from '../../../contract/language.ts';
import { writtenUnit, type NumberSetting } from '../../../contract/settings/descriptors.ts';
import { formatSigned } from '../../language/format.ts';

/** The word for each unit. */
export type Units = Readonly<Record<Exclude<ReturnType<typeof writtenUnit>, ''>, string>>;

/** Digits after the sign that a step of this size needs. */
export function digitsOf(step: number): number {
  return Math.min(2, Math.max(0, Math.ceil(-Math.log10(step) - 1e-9)));
}

/** A value with its unit as a person reads it: `28 ms`, `+1.5 st`, `−48 dB`, `0.75`. */
export function valueText(value: number, setting: NumberSetting, language: Language, units: Units): string {
  const digits = digitsOf(setting.step);
  const unit = writtenUnit(setting.unit);
  if (unit === '') return formatNumber(value, language, digits);
  const hasPlus = setting.unit === 'st' || setting.unit === 'cents';
  const number = formatSigned(value, language, digits, { plus: hasPlus && setting.min < 0 });
  return `${number} ${units[unit]}`;
}

/**
 * A slider whose value may be `off` has one more stop, below its lowest value.
 * @returns the slider's own range; `offStop` is null when there is no such stop
 */
export function sliderRange(setting: NumberSetting): {
  readonly min: number;
  readonly max: number;
  readonly offStop: number | null;
} {
  if (setting.canBeOff !== true) return { min: setting.min, max: setting.max, offStop: null };
  // Far enough to be felt as a stop, on the grid of the steps.
  const stops = Math.max(1, Math.round(((setting.max - setting.min) / setting.step) * 0.06));
  const offStop = setting.min - stops * setting.step;
  return { min: offStop, max: setting.max, offStop };
}

/** The setting's value for a place of the slider: `off` for anything below the lowest value. */
export function fromSlider(place: number, setting: NumberSetting): number | 'off' {
  return place < setting.min
    ? setting.canBeOff === true
      ? place < setting.min - 1e-9
        ? 'off'
        : setting.min
      : setting.min
    : place;
}
