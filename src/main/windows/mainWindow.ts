import path from 'node:path';
import { BrowserWindow, screen } from 'electron';
import { appOrigin } from '../../contract/bridge.ts';
import { minimumSize, placeWindow, readWindowState, saveWindowState } from './windowState.ts';

/** `--surface-base`, `--text-secondary` and the height of the window bar in the design. */
const surfaceBase = '#151A18';
const buttonColour = '#B3BAB3';
const windowBarHeight = 44;

export type MainWindowOptions = {
  readonly programFolder: string;
  /** Where the window's place is remembered. */
  readonly shellFolder: string;
  readonly hasDeveloperTools: boolean;
};

/** The one window: sandboxed, without Node, with nothing but our preload; the page draws its own title bar. */
export function createMainWindow({ programFolder, shellFolder, hasDeveloperTools }: MainWindowOptions): BrowserWindow {
  const primary = screen.getPrimaryDisplay();
  const others = screen.getAllDisplays().filter((display) => display.id !== primary.id);
  const workAreas = [primary, ...others].map((display) => display.workArea);
  const { isMaximized, ...bounds } = placeWindow(readWindowState(shellFolder), workAreas);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    title: 'Cantado',
    backgroundColor: surfaceBase,
    titleBarStyle: 'hidden',
    titleBarOverlay: { color: surfaceBase, symbolColor: buttonColour, height: windowBarHeight },
    webPreferences: {
      preload: path.join(programFolder, 'out', 'preload', 'index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      devTools: hasDeveloperTools,
      // Chromium would fetch its dictionaries from the network.
      spellcheck: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });
  window.on('close', () => {
    saveWindowState(shellFolder, { ...window.getNormalBounds(), isMaximized: window.isMaximized() });
  });
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    // The queue runs elsewhere and goes on; the page finds it again when it is loaded anew.
    if (reason !== 'clean-exit' && !window.isDestroyed()) window.webContents.reload();
  });
  void window.loadURL(appOrigin.page);
  return window;
}
