import { ipcMain, type BrowserWindow, type IpcMainInvokeEvent, type WebContents } from 'electron';
import { ipcChannels } from '../../contract/bridge.ts';
import { checkedInput } from '../../contract/checkInput.ts';
import { AppError, toEnvelope, type Reply } from '../../contract/errors.ts';
import { isShellOperationName, shellOperations, type ShellHandlers } from '../../contract/shell.ts';
import type { Cantado } from '../../adapters/cantado.ts';
import { isOurWindow } from './senders.ts';

/** The window as far as the door is concerned. */
type DoorWindow = Pick<BrowserWindow, 'isDestroyed'> & { readonly webContents: Pick<WebContents, 'send'> };

export type DoorOptions = {
  /** Resolves when the data folder is open; calls made before wait for it. */
  readonly cantado: Promise<Pick<Cantado, 'dispatch'>>;
  readonly shell: ShellHandlers;
  readonly currentWindow: () => DoorWindow | undefined;
};

/** The window's way in: one channel for the program, one for what only the shell can do. */
export function openDoor({ cantado, shell, currentWindow }: DoorOptions): void {
  const assertOurs = (event: IpcMainInvokeEvent): void => {
    if (!isOurWindow(event, currentWindow()?.webContents)) throw new Error('Refused: this frame may not call Cantado.');
  };
  ipcMain.handle(ipcChannels.call, async (event, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    assertOurs(event);
    return (await cantado).dispatch(String(name), input);
  });
  ipcMain.handle(ipcChannels.shell, (event, name: unknown, input: unknown): Promise<Reply<unknown>> => {
    assertOurs(event);
    return callShell(shell, String(name), input);
  });
}

/** Sends what happens in the program to the window, as long as there is one. */
export function forwardEvents(cantado: Pick<Cantado, 'subscribe'>, currentWindow: DoorOptions['currentWindow']): void {
  cantado.subscribe((event) => {
    const window = currentWindow();
    if (window && !window.isDestroyed()) window.webContents.send(ipcChannels.event, event);
  });
}

/** Checks name and input as dispatch does for the program's own operations. */
async function callShell(shell: ShellHandlers, name: string, rawInput: unknown): Promise<Reply<unknown>> {
  try {
    if (!isShellOperationName(name)) throw new AppError('UNKNOWN_OPERATION', { name });
    const input = checkedInput(shellOperations[name].input, rawInput);
    const handler = shell[name] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(input) };
  } catch (error) {
    return { ok: false, error: toEnvelope(error) };
  }
}
