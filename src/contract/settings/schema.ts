import { z } from 'zod';
import { AppError } from '../errors.ts';
import { defaultsOf } from './defaults.ts';
import { keyTextSchema } from '../music.ts';
import { effectChainProblem } from './effectChain.ts';
import {
  writtenUnit,
  type AnySettingValues,
  type SettingDescriptor,
  type SettingGroup,
  type SettingValues,
} from './descriptors.ts';

const settingValueSchema = z.union([z.number(), z.string().max(2000), z.array(z.number().int().min(0).max(11))]);
/** Settings as they travel: partial, checked against descriptors by the core. */
export const settingValuesSchema = z.record(z.string().max(64), settingValueSchema);

function schemaOf(setting: SettingDescriptor): z.ZodType {
  switch (setting.kind) {
    case 'number': {
      const words = [...(setting.canBeOff ? ['off'] : []), ...(setting.canBeAuto ? ['auto'] : [])];
      return z.union([z.number().min(setting.min).max(setting.max), z.enum(words)]);
    }
    case 'choice':
      return z.enum(setting.options.map((option) => option.id));
    case 'key':
      return keyTextSchema;
    case 'notes':
      return z.union([z.literal('scale'), z.array(z.number().int().min(0).max(11)).min(1).max(12)]);
    case 'effects':
      return z.string().refine((text) => effectChainProblem(text, setting.effects) === null);
  }
}

/** What a setting accepts, in words that need no translation: `-24 … 24 st`, `keep, snap, chant`. */
export function allowedValuesOf(setting: SettingDescriptor): string {
  switch (setting.kind) {
    case 'number': {
      const unit = ` ${writtenUnit(setting.unit)}`.trimEnd();
      const words = [...(setting.canBeOff ? ['off'] : []), ...(setting.canBeAuto ? ['auto'] : [])];
      return [`${String(setting.min)} … ${String(setting.max)}${unit}`, ...words].join(', ');
    }
    case 'choice':
      return setting.options.map((option) => option.id).join(', ');
    case 'key':
      return 'auto, A minor, C# major, F blues …';
    case 'notes':
      return 'scale, C,E,G …';
    case 'effects':
      return `${setting.effects.map(({ id }) => id).join(', ')}; a > b x=1`;
  }
}

/**
 * Fills defaults and checks every value.
 * @throws AppError SETTING_UNKNOWN or SETTING_OUT_OF_RANGE, naming the setting and its range.
 */
export function completeSettings<G extends SettingGroup>(group: G, partial: AnySettingValues): SettingValues<G> {
  for (const [id, value] of Object.entries(partial)) {
    const setting = Object.hasOwn(group, id) ? group[id] : undefined;
    if (!setting) throw new AppError('SETTING_UNKNOWN', { setting: id });
    if (!schemaOf(setting).safeParse(value).success) {
      throw new AppError('SETTING_OUT_OF_RANGE', {
        setting: id,
        flag: setting.flag,
        value: String(value),
        allowed: allowedValuesOf(setting),
      });
    }
  }
  return { ...defaultsOf(group), ...partial } as SettingValues<G>;
}
