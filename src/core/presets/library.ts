import { AppError } from '../../contract/errors.ts';
import { presetIdSchema, type PresetId } from '../../contract/ids.ts';
import { presetLimits, sharedPresetSchema, type Preset, type PresetFault } from '../../contract/presets.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { allKnownSettings, checkSettings, type Catalog } from '../catalog/catalog.ts';
import { comparable, freeName } from '../names.ts';
import type { StoredPreset, PresetRepository } from './ports.ts';

export type PresetLibrary = {
  /** Those that ship, then a person's own by name. */
  list(): Preset[];
  /** @throws AppError SETTING_UNKNOWN, SETTING_OUT_OF_RANGE, PRESET_INVALID (too many) */
  add(name: string, settings: AnySettingValues): Preset;
  /** @throws AppError PRESET_UNKNOWN, PRESET_IS_BUILT_IN */
  rename(id: PresetId, name: string): Preset;
  /** @throws AppError PRESET_UNKNOWN, PRESET_IS_BUILT_IN */
  remove(id: PresetId): Preset;
  /** @throws AppError PRESET_UNKNOWN */
  share(id: PresetId): string;
  /** @throws AppError PRESET_INVALID */
  import(text: string): Preset;
};

type Parts = { readonly presets: PresetRepository; readonly catalog: Catalog };

export function createPresetLibrary({ presets, catalog }: Parts): PresetLibrary {
  const shipped: readonly Preset[] = catalog.styles.map(({ id, name, sentence, settings }) => ({
    id: presetIdSchema.parse(id),
    name,
    sentence,
    isBuiltIn: true,
    settings: { ...settings },
  }));
  const view = ({ id, name, settings }: StoredPreset): Preset => ({
    id,
    name: { en: name, 'pt-BR': name },
    sentence: null,
    isBuiltIn: false,
    settings: usable(catalog, settings),
  });
  const list = (): Preset[] => [...shipped, ...presets.list().map(view).sort(byName)];
  const find = (id: PresetId): Preset => {
    const preset = list().find((one) => one.id === id);
    if (!preset) throw new AppError('PRESET_UNKNOWN', { preset: id });
    return preset;
  };
  const own = (id: PresetId): StoredPreset => {
    const preset = find(id);
    if (preset.isBuiltIn) throw new AppError('PRESET_IS_BUILT_IN', { preset: preset.name.en });
    return { id, name: preset.name.en, settings: preset.settings };
  };
  const free = (name: string, exceptId: PresetId | null): string => {
    const others = list().filter(({ id }) => id !== exceptId);
    const taken = new Set(others.flatMap((preset) => Object.values(preset.name).map(comparable)));
    return freeName(name, (candidate) => taken.has(comparable(candidate)), presetLimits.nameCharacters);
  };
  const add = (name: string, settings: AnySettingValues): Preset => {
    const kept = presets.list();
    if (kept.length >= presetLimits.count) throw invalid('too-many', String(presetLimits.count));
    const preset: StoredPreset = {
      id: presetIdSchema.parse(crypto.randomUUID()),
      name: free(name, null),
      settings: writable(settings),
    };
    presets.save([...kept, preset]);
    return view(preset);
  };

  return {
    list,
    add(name, settings) {
      checkSettings(catalog, settings);
      return add(name, settings);
    },
    rename(id, name) {
      const renamed = { ...own(id), name: free(name, id) };
      presets.save(presets.list().map((preset) => (preset.id === id ? { ...preset, name: renamed.name } : preset)));
      return view(renamed);
    },
    remove(id) {
      const removed = own(id);
      presets.save(presets.list().filter((preset) => preset.id !== id));
      return view(removed);
    },
    share(id) {
      const { name, settings } = find(id);
      return JSON.stringify({ app: 'cantado', kind: 'preset', version: 1, name: name.en, settings });
    },
    import(text) {
      const { name, settings } = readShared(catalog, text);
      return add(name, settings);
    },
  };
}

/** @throws AppError PRESET_INVALID */
function readShared(catalog: Catalog, text: string): { readonly name: string; readonly settings: AnySettingValues } {
  const value = jsonOf(text);
  const { version, kind } = typeof value === 'object' && value !== null ? (value as Partial<Shared>) : {};
  if (kind === 'preset' && typeof version === 'number' && version > 1) throw invalid('later-version', String(version));
  const shared = sharedPresetSchema.safeParse(value);
  if (!shared.success) throw invalid('not-a-preset', shared.error.issues[0]?.path.join('.') ?? '');
  const { name, settings } = shared.data;
  if (Object.keys(settings).length === 0) throw invalid('empty', '');
  for (const [id, setting] of Object.entries(settings)) {
    if (!Object.hasOwn(allKnownSettings(catalog), id)) throw invalid('setting', id);
    if (!isAccepted(catalog, { [id]: setting })) throw invalid('value', `${id} = ${String(setting)}`);
  }
  return { name, settings };
}

type Shared = { readonly kind: unknown; readonly version: unknown };

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function invalid(reason: PresetFault, item: string): AppError<'PRESET_INVALID'> {
  return new AppError('PRESET_INVALID', { reason, item });
}

/** What another version of the program kept may hold settings that this one lacks: they change nothing here. */
function usable(catalog: Catalog, settings: Preset['settings']): Preset['settings'] {
  return Object.fromEntries(Object.entries(settings).filter(([id, value]) => isAccepted(catalog, { [id]: value })));
}

function isAccepted(catalog: Catalog, settings: AnySettingValues): boolean {
  try {
    checkSettings(catalog, settings);
    return true;
  } catch (error) {
    if (error instanceof AppError) return false;
    throw error;
  }
}

function writable(settings: AnySettingValues): Preset['settings'] {
  return Object.fromEntries(
    Object.entries(settings).map(([id, value]) => [id, typeof value === 'object' ? [...value] : value]),
  );
}

function byName(a: Preset, b: Preset): number {
  return comparable(a.name.en).localeCompare(comparable(b.name.en));
}
