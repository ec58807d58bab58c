/**
 * Stands in for the `electron` module in front of the built main process. What is real: main, preload, the window, Chromium,
 * the isolation between the preload's world and the page's, the inference host in a process of its own. What is not:
 * Electron itself, its sandbox, its windows and dialogs, and the `app:` scheme, which plain Chromium does not know and which is
 * therefore answered by request interception under https://cantado.app.test.
 */
import { EventEmitter } from 'node:events';
import { onCommand, report } from './control.ts';

export { app } from './app.ts';
export { BrowserWindow } from './browserWindow.ts';
export { ipcMain } from './ipcMain.ts';
export { net } from './net.ts';
export { protocol } from './protocol.ts';
export { session } from './session.ts';
export { utilityProcess } from './utilityProcess.ts';

export const Menu = { setApplicationMenu: (_menu: object | null): void => undefined };
/** Of a laptop, plugged in at first. */
export const powerMonitor = Object.assign(new EventEmitter(), { onBatteryPower: false });
export const nativeTheme = { themeSource: 'system' };

const workArea = { x: 0, y: 0, width: 1920, height: 1040 };
const display = { id: 1, workArea };
export const screen = { getPrimaryDisplay: () => display, getAllDisplays: () => [display] };

export const shell = {
  openExternal(url: string): Promise<void> {
    report({ kind: 'openExternal', url });
    return Promise.resolve();
  },
  showItemInFolder(path: string): void {
    report({ kind: 'revealed', path });
  },
};

let openAnswer: string | null = null;
let saveAnswer: string | null = null;
onCommand((command) => {
  if (command.kind === 'answerOpenDialog') openAnswer = command.path;
  if (command.kind === 'answerSaveDialog') saveAnswer = command.path;
  if (command.kind === 'power') {
    powerMonitor.onBatteryPower = command.isOnBattery;
    powerMonitor.emit(command.isOnBattery ? 'on-battery' : 'on-ac');
  }
});

/** Dialogs answer at once what the test has said beforehand. */
export const dialog = {
  showOpenDialog: () => Promise.resolve({ filePaths: openAnswer === null ? [] : [openAnswer] }),
  showSaveDialog: () => Promise.resolve({ filePath: saveAnswer ?? '' }),
  showErrorBox(title: string, hint: string): void {
    report({ kind: 'errorBox', title, hint });
  },
};
