import type { Device } from '../../../contract/devices.ts';
import { deviceReasonText, deviceStatusText } from '../../../contract/texts/deviceTexts.ts';

/** Largest difference from the CPU over all families of networks; null where nothing was compared. */
export function largestDifference({ families }: Pick<Device, 'families'>): number | null {
  const differences = families.flatMap(({ largestDifference: one }) => (one === null ? [] : [one]));
  return differences.length === 0 ? null : Math.max(...differences);
}

/** Reasons that nobody can do anything about here. */
const beyondReach: readonly string[] = ['not-on-this-system', 'not-in-this-build'];

/** Devices that were tried, cannot be used, and may be helped. */
export function missingDevices(devices: readonly Device[]): Device[] {
  return devices.filter(
    ({ status, reason }) => status !== 'proved' && status !== 'untested' && !beyondReach.includes(reason),
  );
}

/** What a test said, as text for a report: always in English, for whoever helps. */
export function deviceReport(devices: readonly Device[], version: string): string {
  const lines = devices.flatMap((device) => {
    const head = `${device.id} (${device.label}): ${device.status}, ${deviceStatusText(device, 'en')}`;
    const why =
      device.reason === '' ? [] : [`  ${device.reason}: ${deviceReasonText(device.reason, device.item, 'en')}`];
    const families = device.families.map(({ family, isProved, largestDifference: difference, realTimeFactor }) => {
      const verdict = isProved ? 'proved' : 'not proved';
      return `  ${family}: ${verdict}, difference ${String(difference ?? '-')}, ${String(realTimeFactor ?? '-')} x real time`;
    });
    return [head, ...why, ...families];
  });
  return [`Cantado ${version}, devices`, ...lines, ''].join('\n');
}
