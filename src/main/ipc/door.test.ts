import { describe, expect, it, vi } from 'vitest';
import { ipcChannels } from '../../contract/bridge.ts';
import type { AppEvent } from '../../contract/events.ts';
import type { ShellHandlers } from '../../contract/shell.ts';
import { forwardEvents, openDoor } from './door.ts';

type Handler = (event: unknown, name: unknown, input: unknown) => Promise<unknown>;
const handlers = vi.hoisted(() => new Map<string, Handler>());
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => handlers.set(channel, handler) },
}));

const sent: unknown[][] = [];
const webContents = { send: (...message: unknown[]) => sent.push(message) };
const window = { webContents, isDestroyed: () => false };
const shell: ShellHandlers = {
  chooseRecording: () => Promise.resolve('/chosen.wav'),
  chooseVoice: () => Promise.resolve(['/chosen.pth']),
  chooseBaseModel: () => Promise.resolve(null),
  chooseExportPath: ({ suggestedName }) => Promise.resolve(`/music/${suggestedName}`),
  chooseFolder: () => Promise.resolve('/music'),
  chooseBackup: () => Promise.resolve(null),
  chooseBackupPath: () => Promise.resolve(null),
  saveText: () => Promise.resolve({ path: null, isSaved: false }),
  revealFolder: () => Promise.resolve(true),
  revealFile: () => Promise.reject(new Error('the explorer is broken')),
  startDrag: () => Promise.resolve(true),
  takeOpenedFiles: () => Promise.resolve([]),
};
const dispatch = vi.fn((name: string, input: unknown) =>
  Promise.resolve({ ok: true as const, value: { name, input } }),
);
openDoor({ cantado: Promise.resolve({ dispatch }), shell, currentWindow: () => window });

const page = { sender: webContents, senderFrame: { parent: null, url: 'app://cantado/index.html' } };
const ask = async (channel: string, event: unknown, name: unknown, input?: unknown): Promise<unknown> =>
  handlers.get(channel)?.(event, name, input);

describe('the window’s way into the program', () => {
  it('passes name and input on as they are and gives the reply back', async () => {
    expect(await ask(ipcChannels.call, page, 'voices.get', { voice: 'deep' })).toEqual({
      ok: true,
      value: { name: 'voices.get', input: { voice: 'deep' } },
    });
  });

  it.each([
    ['another window', { ...page, sender: {} }],
    ['a frame inside the page', { ...page, senderFrame: { parent: {}, url: 'app://cantado/' } }],
    ['a page from the network', { ...page, senderFrame: { parent: null, url: 'https://example.com/' } }],
    ['a look-alike host', { ...page, senderFrame: { parent: null, url: 'app://cantado.example.com/' } }],
    ['a file', { ...page, senderFrame: { parent: null, url: 'file:///app/cantado/index.html' } }],
    ['an empty page', { ...page, senderFrame: { parent: null, url: 'about:blank' } }],
    ['a frame that is gone', { ...page, senderFrame: null }],
  ])('answers nothing to %s', async (_who, event) => {
    dispatch.mockClear();
    for (const channel of [ipcChannels.call, ipcChannels.shell]) {
      await expect(async () => ask(channel, event, 'takeOpenedFiles', undefined)).rejects.toThrow('Refused');
    }
    expect(dispatch).not.toHaveBeenCalled();
  });

  it('sends what happens to the window', () => {
    let tell: (event: AppEvent) => void = () => undefined;
    forwardEvents({ subscribe: (listener) => ((tell = listener), () => undefined) }, () => window);
    const event: AppEvent = { name: 'app.notice', payload: { code: 'DATABASE_NEWER', details: {} } };
    tell(event);
    expect(sent).toEqual([[ipcChannels.event, event]]);
  });
});

describe('what only the shell can do', () => {
  it('answers the operations of its contract', async () => {
    expect(await ask(ipcChannels.shell, page, 'chooseExportPath', { suggestedName: 'a.wav', format: 'wav' })).toEqual({
      ok: true,
      value: '/music/a.wav',
    });
  });

  it('refuses names it does not know, those of every object included', async () => {
    for (const name of ['openAnything', '__proto__', 'constructor', 'toString', 7, null]) {
      expect(await ask(ipcChannels.shell, page, name)).toMatchObject({
        ok: false,
        error: { code: 'UNKNOWN_OPERATION' },
      });
    }
  });

  it('refuses input that does not fit', async () => {
    for (const input of [undefined, {}, { suggestedName: 'a', format: 'exe' }, { suggestedName: '', format: 'wav' }]) {
      const reply = await ask(ipcChannels.shell, page, 'chooseExportPath', input);
      expect(reply).toMatchObject({ ok: false, error: { code: 'INVALID_INPUT' } });
    }
  });

  it('tells no more of an unforeseen error than an id', async () => {
    const reply = await ask(ipcChannels.shell, page, 'revealFile', { path: '/x' });
    expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(reply)).not.toContain('explorer');
  });
});
