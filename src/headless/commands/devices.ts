import { deviceStatusText } from '../../contract/texts/deviceTexts.ts';
import { formatNumber } from '../../contract/language.ts';
import type { Device } from '../../contract/devices.ts';
import { tableLines } from '../tables.ts';
import type { CommandContext } from './context.ts';

export type DeviceFlags = {
  readonly isTestWanted: boolean;
  readonly use: string | undefined;
  readonly isJson: boolean;
};

/** Lists where networks can run, after testing or choosing when that is asked for. */
export async function devices(context: CommandContext, { isTestWanted, use, isJson }: DeviceFlags): Promise<void> {
  const { terminal } = context;
  const found = await context.withCantado(async (cantado) => {
    if (isTestWanted) {
      terminal.note(terminal.texts.devicesTesting);
      await cantado.call('devices.prove', undefined);
    }
    if (use === undefined) return cantado.call('devices.list', undefined);
    return cantado.call('devices.prefer', { device: use === 'auto' ? null : use });
  });
  if (isJson) return terminal.printJson(found);
  for (const line of tableLines(found.map((device) => rowOf(device, context)))) await terminal.print(line);
}

function rowOf(device: Device, { terminal }: CommandContext): string[] {
  const { language, texts } = terminal;
  const differences = device.families.flatMap(({ family, largestDifference }) =>
    largestDifference === null ? [] : [`${family} ${formatNumber(100 * largestDifference, language, 4)} %`],
  );
  const chosen = device.isPreferred ? texts.deviceChosen : '';
  return [device.id, device.label, deviceStatusText(device, language), differences.join(', '), chosen];
}
