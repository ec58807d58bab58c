import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../tests/suites/runCommand.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';
import { writeDevices } from '../adapters/onnx/devicesFile.ts';
import type { Device } from '../contract/devices.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

/** @param hostEntry what is started for a trial; default: the real host */
async function run(words: string, { language = 'en', hostEntry }: { language?: string; hostEntry?: string } = {}) {
  const options = testCantadoOptions(path.join(folder, 'data'));
  const resources = { ...options.resources, ...(hostEntry === undefined ? {} : { hostEntry }) };
  return runCommand({
    argv: ['devices', ...words.split(' ').filter((word) => word !== '')],
    homeFolder: folder,
    language,
    openCantado: () => openCantado({ ...options, resources }),
  });
}

const families = [{ family: 'voice', isProved: true, largestDifference: 2e-6, realTimeFactor: 2.1 }] as const;
const cpu: Device = {
  id: 'cpu',
  kind: 'cpu',
  label: 'CPU',
  status: 'proved',
  realTimeFactor: 2.1,
  families: [...families],
  isPreferred: false,
  reason: '',
  item: '',
};
const cuda: Device = {
  ...cpu,
  id: 'cuda',
  kind: 'cuda',
  label: 'CUDA',
  status: 'unavailable',
  realTimeFactor: null,
  families: [],
  reason: 'library-missing',
  item: 'libcudnn.so.9',
};

async function measured(devices: Device[]): Promise<void> {
  await run('');
  await writeDevices(path.join(folder, 'data', 'devices.json'), { preferred: null, devices });
}

describe('cantado devices', () => {
  it('tells what could be tried, before anything was', async () => {
    const { code, out, err } = await run('');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^cpu +CPU +not tested yet/m);
    expect((await run('', { language: 'pt_BR' })).out).toMatch(/^cpu +CPU +ainda não testado/m);
  });

  it('tells speed, proof and what to install, in words and as JSON', async () => {
    await measured([cuda, cpu]);
    const { out } = await run('');
    expect(out).toMatch(/^cpu +CPU +2\.1 × real time, proved +voice 0\.0002 %/m);
    expect(out).toMatch(/^cuda +CUDA +libcudnn\.so\.9 was not found; it is part of cuDNN 9/m);
    expect(JSON.parse((await run('--json')).out)).toEqual([cuda, cpu]);
  });

  it('uses one that is proved until told otherwise', async () => {
    await measured([cuda, cpu]);
    expect((await run('--use cpu')).out).toMatch(/^cpu .*chosen/m);
    expect((await run('')).out).toMatch(/^cpu .*chosen/m);
    expect((await run('--use auto')).out).not.toMatch(/chosen/);
  });

  it('refuses what is not there or does not work, and says which there are', async () => {
    await measured([cuda, cpu]);
    const unknown = await run('--use toaster');
    expect(unknown).toMatchObject({ code: 2, out: '' });
    expect(unknown.err).toContain('The devices here are: cuda, cpu.');
    const broken = await run('--use cuda');
    expect(broken.code).toBeGreaterThan(0);
    expect(broken.err).toContain('a library was not found');
  });

  it('tests one after the other and keeps what it found; one that takes its process with it is told', async () => {
    const hostEntry = path.join(folder, 'crash.mjs');
    writeFileSync(hostEntry, `process.on('message', () => process.abort()); process.send({ ready: true });`);
    const { code, out, err } = await run('--test', { hostEntry });
    expect(code).toBe(0);
    expect(err).toContain('Testing devices one by one');
    expect(out).toMatch(/^cpu +CPU +it stopped during the test/m);
    expect((await run('')).out).toBe(out);
  });
});
