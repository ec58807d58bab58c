import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contentSecurityPolicy, rendererResponse } from './rendererFiles.ts';

let workFolder = '';
let folder = '';

beforeAll(async () => {
  workFolder = await mkdtemp(path.join(tmpdir(), 'cantado-pages-'));
  folder = path.join(workFolder, 'renderer');
  await mkdir(path.join(folder, 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'index.html'), '<meta property="csp-nonce" nonce="%CSP_NONCE%"><p>page</p>');
  await writeFile(path.join(folder, 'assets', 'a b.js'), 'export {};');
  await writeFile(path.join(workFolder, 'secret.txt'), 'secret');
  await mkdir(path.join(workFolder, 'renderer-other'));
  await writeFile(path.join(workFolder, 'renderer-other', 'x.txt'), 'secret');
  // Windows lets only administrators make one; there the name is simply missing, which must be a 404 as well.
  if (process.platform !== 'win32') await symlink(path.join(workFolder, 'secret.txt'), path.join(folder, 'link.txt'));
});

afterAll(async () => {
  await rm(workFolder, { recursive: true });
});

describe('the window’s files', () => {
  it('sends the page for the root, with the nonce of its own policy and a new one each time', async () => {
    const nonces = new Set<string>();
    for (let visit = 0; visit < 2; visit++) {
      const response = await rendererResponse('/', { folder });
      const [, nonce = ''] = /nonce="([\w-]+)"/.exec(await response.text()) ?? [];
      expect(response.status).toBe(200);
      expect(nonce.length).toBeGreaterThanOrEqual(22);
      expect(response.headers.get('content-security-policy')).toContain(`style-src 'self' 'nonce-${nonce}'`);
      nonces.add(nonce);
    }
    expect(nonces.size).toBe(2);
  });

  it('sends a file with a percent-encoded name as what it is', async () => {
    const response = await rendererResponse('/assets/a%20b.js', { folder });
    expect(response.headers.get('content-type')).toMatch(/^text\/javascript/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(await response.text()).toBe('export {};');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/../../secret.txt',
    '/..%5csecret.txt',
    '/../renderer-other/x.txt',
    '//etc/passwd',
    '/link.txt',
    '/%00',
    '/%E0%A4%A',
    '/assets',
    '/C:%5CWindows%5Cwin.ini',
    '/missing.js',
  ])('answers 404, and no content, to %s', async (pathname) => {
    const response = await rendererResponse(pathname, { folder });
    expect(response.status).toBe(404);
    expect(await response.text()).toBe('Not found');
  });
});

describe('the content security policy', () => {
  it('starts from nothing and allows no inline script, eval or foreign origin', () => {
    const policy = contentSecurityPolicy('n');
    expect(policy.startsWith("default-src 'none'")).toBe(true);
    expect(policy).not.toMatch(/unsafe-|https?:|\*/);
  });
  it('lets events come over the WebSocket of the server it is served by, and no other', () => {
    expect(contentSecurityPolicy('n', ['ws://127.0.0.1:4000'])).toContain("connect-src 'self' ws://127.0.0.1:4000;");
  });
});
