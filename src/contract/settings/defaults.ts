import type { SettingGroup, SettingValues } from './descriptors.ts';

export function defaultsOf<G extends SettingGroup>(group: G): SettingValues<G> {
  return Object.fromEntries(Object.entries(group).map(([id, setting]) => [id, setting.default])) as SettingValues<G>;
}
