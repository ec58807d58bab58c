import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { appResponse, type AppPages } from './appProtocol.ts';

vi.mock('electron', () => ({ protocol: {} }));

let folder = '';
const asked: [string, string | null][] = [];
const pages = (): AppPages => ({
  rendererFolder: path.join(folder, 'renderer'),
  mediaResponse: (pathname, range) => {
    asked.push([pathname, range]);
    return Promise.resolve(new Response('RIFF', { status: 206, headers: { 'Content-Range': 'bytes 0-3/4' } }));
  },
});
const get = (url: string, init?: RequestInit): Promise<Response> => appResponse(new Request(url, init), pages());

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cantado-app-'));
  await writeFile(path.join(folder, 'secret.txt'), 'secret');
  const { mkdir } = await import('node:fs/promises');
  await mkdir(path.join(folder, 'renderer'));
  await writeFile(path.join(folder, 'renderer', 'index.html'), '<p>window</p>');
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('app://cantado', () => {
  it('serves the built window under its strict policy', async () => {
    const response = await get('app://cantado/');
    expect(await response.text()).toBe('<p>window</p>');
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    'app://cantado/../secret.txt',
    'app://cantado/%2e%2e/secret.txt',
    'app://cantado/..%2fsecret.txt',
    'app://other/',
    'app://cantado.example.com/',
  ])('answers 404 to %s', async (url) => {
    const response = await get(url);
    expect(response.status).toBe(404);
    expect(await response.text()).not.toContain('secret');
  });

  it('only gives', async () => {
    expect((await get('app://cantado/', { method: 'POST' })).status).toBe(405);
  });

  it('answers ranges of audio, with the headers of everything else', async () => {
    const response = await get('app://cantado/media/takes/x.wav', { headers: { range: 'bytes=0-3' } });
    expect(asked).toEqual([['/media/takes/x.wav', 'bytes=0-3']]);
    expect(response.status).toBe(206);
    expect(response.headers.get('content-range')).toBe('bytes 0-3/4');
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  });
});
