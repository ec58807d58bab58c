import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { hostEntry as realHost } from '../../../tests/suites/builtPrograms.ts';
import type { Device } from '../../contract/devices.ts';
import { deviceStatusText } from '../../contract/texts/deviceTexts.ts';
import { forkHost } from '../inference/forkHost.ts';
import { createDeviceTrials } from './deviceTrials.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cantado-trials-'));
const config = {
  cacheFolder: path.join(folder, 'cache'),
  modelsFolder: path.resolve('models'),
  baseModelsFolder: path.join(folder, 'base-models'),
  logsFolder: path.join(folder, 'logs'),
  devicesFile: path.join(folder, 'devices.json'),
  ffmpegPath: null,
};
/** Comes with Debian's chromium: a processor that plays a graphics card. */
const softwareCard = '/usr/lib/chromium/vk_swiftshader_icd.json';
/** A processor that plays a card has half a minute of work, and other tests beside it. */
const longestMs = 900_000;
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function trialsOn(entry: string, trialTimeoutMs?: number) {
  return createDeviceTrials({ entry, launch: forkHost, config, ...(trialTimeoutMs && { trialTimeoutMs }) });
}

/** A host that says it is ready and then does what a provider might. */
function hostThat(name: string, does: string): string {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, `process.on('message', () => { ${does} });\nprocess.send({ ready: true });\n`);
  return file;
}

const deviceOf = (devices: readonly Device[], id: string): Device => {
  const found = devices.find((device) => device.id === id);
  if (!found) throw new Error(`there is no ${id}`);
  return found;
};

describe('devices in hosts of their own', () => {
  it('are told as untested before they were tried', async () => {
    const devices = await trialsOn(realHost).list();
    expect(devices.at(-1)).toMatchObject({ id: 'cpu', status: 'untested' });
    expect(new Set(devices.map(({ status }) => status))).toEqual(new Set(['untested']));
  });

  it('that take their process with them are said to have crashed', async () => {
    const devices = await trialsOn(hostThat('crash', 'process.abort();')).prove(() => undefined);
    expect(devices.map(({ status, reason }) => [status, reason])).toEqual(
      devices.map(() => ['unavailable', 'crashed']),
    );
  });

  it('that never answer are given up and their process is ended', async () => {
    const devices = await trialsOn(hostThat('hang', 'for (;;);'), 1000).prove(() => undefined);
    expect(devices.map(({ status, reason }) => [status, reason])).toEqual(
      devices.map(() => ['unavailable', 'timed-out']),
    );
  });

  // The real host, ONNX Runtime and all; where there is a graphics card it is proved, too.
  it(
    'the CPU is proved and timed, and what is missing is named',
    async () => {
      const told: number[] = [];
      vi.stubEnv('VK_ICD_FILENAMES', existsSync(softwareCard) ? softwareCard : '');
      const devices = await trialsOn(realHost, longestMs).prove((sofar) => told.push(sofar.length));
      vi.unstubAllEnvs();
      expect(told).toEqual(devices.map((_, i) => i + 1));
      const cpu = deviceOf(devices, 'cpu');
      expect(cpu).toMatchObject({ status: 'proved', reason: '', item: '' });
      expect(cpu.realTimeFactor).toBeGreaterThan(0);
      expect(cpu.families.map(({ largestDifference }) => largestDifference)).toEqual([0, 0, 0]);
      for (const device of devices.filter(({ kind }) => kind === 'cuda' || kind === 'webgpu')) {
        if (device.status === 'unavailable') expect(deviceStatusText(device, 'en')).toMatch(/install|graphics card/);
        else expect(device).toMatchObject({ status: 'proved', reason: '' });
      }
      expect(await trialsOn(realHost).list()).toEqual(devices);
    },
    longestMs,
  );

  // Skipped, and told so, where Debian's chromium is not installed.
  it.skipIf(!existsSync(softwareCard))('WebGPU is proved on the software adapter that chromium brings', async () => {
    const devices = await trialsOn(realHost).list();
    const webgpu = deviceOf(devices, 'webgpu');
    expect(webgpu).toMatchObject({ status: 'proved', reason: '' });
    for (const { isProved, largestDifference } of webgpu.families) {
      expect(isProved).toBe(true);
      expect(largestDifference).toBeLessThan(1e-4);
    }
    expect(webgpu.realTimeFactor).toBeGreaterThan(0);
  });
});
