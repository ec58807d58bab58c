import { EventEmitter } from 'node:events';
import { describe, expect, it, vi } from 'vitest';
import { isAllowedExternalLink, lockSession, lockWebContents } from './lockDown.ts';

const opened = vi.hoisted(() => [] as string[]);
vi.mock('electron', () => ({
  app: {},
  shell: { openExternal: (url: string) => Promise.resolve(void opened.push(url)) },
}));

/** Handlers as Electron would call them, with only the parameters that matter. */
type Kept = Partial<Record<'request' | 'check' | 'device' | 'before', object | null>>;

function call(handler: object | null | undefined, ...parameters: unknown[]): unknown {
  if (typeof handler !== 'function') throw new Error('nothing was locked');
  return Reflect.apply(handler, null, parameters);
}

function lockedSession(): Kept {
  const kept: Kept = {};
  lockSession({
    setPermissionRequestHandler: (handler) => void (kept.request = handler),
    setPermissionCheckHandler: (handler) => void (kept.check = handler),
    setDevicePermissionHandler: (handler) => void (kept.device = handler),
    webRequest: { onBeforeRequest: (handler: object | null) => void (kept.before = handler) },
  });
  return kept;
}

describe('permissions', () => {
  it('are denied, whatever is asked for, but for copying text', () => {
    const { request, check, device } = lockedSession();
    const asked = [
      'media',
      'geolocation',
      'notifications',
      'midi',
      'clipboard-read',
      'fileSystem',
      'openExternal',
      'hid',
    ];
    for (const permission of [...asked, 'clipboard-sanitized-write']) {
      const isCopying = permission === 'clipboard-sanitized-write';
      const decide = vi.fn();
      call(request, null, permission, decide);
      expect(decide, permission).toHaveBeenCalledExactlyOnceWith(isCopying);
      expect(call(check, null, permission), permission).toBe(isCopying);
    }
    expect(call(device)).toBe(false);
  });
});

describe('requests', () => {
  it.each([
    ['app://cantado/index.html', false],
    ['blob:app://cantado/1', false],
    ['https://example.com/', true],
    ['http://127.0.0.1:80/', true],
    ['wss://example.com/', true],
    ['file:///etc/passwd', true],
    ['not an address', true],
  ])('to %s are cancelled: %s', (url, cancel) => {
    const decide = vi.fn();
    call(lockedSession().before, { url }, decide);
    expect(decide).toHaveBeenCalledExactlyOnceWith({ cancel });
  });
});

describe('a page', () => {
  function lockedPage() {
    let open: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
    const page = Object.assign(new EventEmitter(), {
      setWindowOpenHandler: (handler: typeof open) => void (open = handler),
    });
    lockWebContents(page);
    return { page, open: (url: string) => open({ url }) };
  }

  it.each(['will-navigate', 'will-redirect', 'will-attach-webview'])('is stopped at %s', (what) => {
    const preventDefault = vi.fn();
    lockedPage().page.emit(what, { preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('opens no window; a link of the credits goes to the browser, every other one nowhere', () => {
    const { open } = lockedPage();
    expect(open('https://ffmpeg.org/legal.html')).toEqual({ action: 'deny' });
    expect(open('https://example.com/')).toEqual({ action: 'deny' });
    expect(open('file:///usr/bin/true')).toEqual({ action: 'deny' });
    expect(opened).toEqual(['https://ffmpeg.org/legal.html']);
  });
});

describe('links that may leave the program', () => {
  it.each([
    'http://ffmpeg.org/',
    'https://ffmpeg.org.example.com/',
    'https://x@ffmpeg.org/',
    'https://ffmpeg.org:8443/',
    'javascript:alert(1)',
    'smb://ffmpeg.org/',
    '',
  ])('do not include %j', (url) => {
    expect(isAllowedExternalLink(url)).toBe(false);
  });
});
