import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { spawnCantado } from '../../../tests/suites/spawnCantado.ts';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import type { Cantado } from '../cantado.ts';
import { openCantado } from '../composition.ts';
import { testCantadoOptions } from '../../../tests/suites/testCantado.ts';
import { openSession } from './openSession.ts';
import { takeOwnerLock } from './ownerLock.ts';
import type { OwnerInfo } from './ownerInfo.ts';

async function openHere(dataFolder: string): Promise<Cantado> {
  const cantado = await openCantado(testCantadoOptions(dataFolder));
  onTestFinished(() => cantado.close());
  return cantado;
}

function ownerInfo(dataFolder: string): OwnerInfo {
  return JSON.parse(readFileSync(path.join(dataFolder, 'owner.json'), 'utf8')) as OwnerInfo;
}

describe('a data folder', () => {
  it('has one owner, however many programs open it at the same moment', async () => {
    const folder = temporaryFolder();
    const programs = await Promise.all([1, 2, 3].map(() => spawnCantado(folder)));
    const owners = await Promise.all(programs.map((program) => program.isOwner()));
    expect(owners.filter(Boolean)).toHaveLength(1);
    const voices = await Promise.all(programs.map((program) => program.call('voices.list', undefined)));
    expect(voices[1]).toEqual(voices[0]);
    expect(voices[2]).toEqual(voices[0]);
  });

  it('has the next owner at once when the owner is killed, and calls go on', async () => {
    const folder = temporaryFolder();
    const first = await spawnCantado(folder);
    const second = await openHere(folder);
    expect(second.isOwner).toBe(false);
    await first.call('settings.set', { language: 'pt-BR' });
    await first.kill();
    expect(await second.call('settings.get', undefined)).toMatchObject({ language: 'pt-BR' });
    expect(second.isOwner).toBe(true);
    expect(await second.call('settings.set', { language: 'en' })).toMatchObject({ language: 'en' });
  });

  it('can be opened after its owner was killed although nobody cleaned up', async () => {
    const folder = temporaryFolder();
    await (await spawnCantado(folder)).kill();
    expect(ownerInfo(folder).pid).toBeGreaterThan(0);
    expect((await openHere(folder)).isOwner).toBe(true);
  });

  it('passes to who waits when its owner closes, and forwarding errors arrive as they were', async () => {
    const folder = temporaryFolder();
    const first = await openHere(folder);
    const second = await openHere(folder);
    await expect(second.call('voices.get', { voice: 'nobody' })).rejects.toMatchObject({
      code: 'VOICE_UNKNOWN',
      details: { voice: 'nobody' },
    });
    expect(await second.dispatch('voices.sing', {})).toMatchObject({ ok: false, error: { code: 'UNKNOWN_OPERATION' } });
    await first.close();
    await expect.poll(() => second.isOwner).toBe(true);
    await expect(first.call('app.status', undefined)).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
  });

  it('whose owner does not answer is refused by name', async () => {
    const folder = temporaryFolder();
    const lock = takeOwnerLock(folder);
    const own = (): never => {
      throw new Error('there is an owner');
    };
    await expect(openSession(folder, own, 100)).rejects.toMatchObject({
      code: 'DATA_FOLDER_IN_USE',
      details: { folder },
    });
    lock?.release();
    await expect(openSession(folder, own, 100)).rejects.toThrow('there is an owner');
  });

  it('that cannot be made is refused by name', async () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    for (const folder of [path.join(file, 'data'), ...(existsSync('/proc') ? ['/proc/library/data'] : [])]) {
      await expect(openCantado(testCantadoOptions(folder))).rejects.toMatchObject({
        code: 'FOLDER_NOT_WRITABLE',
        details: { folder },
      });
    }
  });
});

describe('the socket of the owner', () => {
  it('answers nobody without the token, which only this person can read', async () => {
    const folder = temporaryFolder();
    await openHere(folder);
    const { socketPath, token } = ownerInfo(folder);
    const status = (authorization: string): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        const request = http.request({
          socketPath,
          path: '/call/app.status',
          method: 'POST',
          headers: { authorization },
        });
        request.on('response', (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        request.on('error', reject);
        request.end('{}');
      });
    expect(await status('')).toBe(403);
    expect(await status(`Bearer ${token.slice(1)}`)).toBe(403);
    expect(await status(`Bearer ${token}`)).toBe(200);
    if (process.platform === 'win32') return;
    expect(statSync(path.join(folder, 'owner.json')).mode & 0o077).toBe(0);
    expect(statSync(path.dirname(socketPath)).mode & 0o077).toBe(0);
  });
});
