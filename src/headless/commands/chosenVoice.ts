import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import type { Voice } from '../../contract/voices.ts';
import type { CantadoCalls } from '../followJob.ts';
import { idleInVoice, settingsInVoice } from '../settingFlags.ts';
import type { CommandContext } from './context.ts';
import { findPreset } from './presets.ts';

/** Complete enough to be sent; a list in them may be changed by who gets it. */
type SettingValues = Record<string, string | number | number[]>;

export type VoiceOrder = {
  readonly voice: string;
  /** A preset whose settings come before those that are named here. */
  readonly style: string | undefined;
  readonly settings: AnySettingValues;
};

/**
 * The voice that was named and the settings it is to sing with; tells which of them mean nothing in it.
 * @throws AppError VOICE_UNKNOWN, PRESET_UNKNOWN
 */
export async function chosenVoice(
  { catalog, terminal }: CommandContext,
  cantado: CantadoCalls,
  order: VoiceOrder,
): Promise<{ readonly voice: Voice; readonly settings: SettingValues }> {
  const voice = await cantado.call('voices.get', { voice: order.voice });
  const style = order.style === undefined ? {} : (await findPreset(cantado, order.style)).settings;
  for (const sentence of idleInVoice(catalog, order.settings, voice, terminal.language)) terminal.note(sentence);
  const settings = settingsInVoice(catalog, { ...style, ...order.settings }, voice);
  return { voice, settings: settings as SettingValues };
}
