import { homedir } from 'node:os';
import path from 'node:path';
import { app, dialog, Menu, nativeTheme, session, type BrowserWindow } from 'electron';
import { ipcChannels } from '../contract/bridge.ts';
import { toEnvelope } from '../contract/errors.ts';
import { languageFromTag, type Language } from '../contract/language.ts';
import { errorText } from '../contract/texts/errorTexts.ts';
import { defaultDataFolder } from '../adapters/program/dataFolder.ts';
import { rendererFolderIn } from '../adapters/program/resources.ts';
import { openProgram } from './composition.ts';
import { forwardEvents, openDoor } from './ipc/door.ts';
import { registerAppScheme, serveAppPages } from './protocol/appProtocol.ts';
import { lockEveryPage, lockSession } from './security/lockDown.ts';
import { createOpenedFiles, readStartWords } from './shell/openedFiles.ts';
import { createShellHandlers } from './shell/shellHandlers.ts';
import { createMainWindow } from './windows/mainWindow.ts';

/** Boot of the desktop app, top to bottom. Unpacked, the second word is the program's folder. */
const ownWords = (argv: readonly string[]): readonly string[] => argv.slice(app.isPackaged ? 1 : 2);
const start = readStartWords(ownWords(process.argv), process.cwd());
const dataFolder =
  start.dataFolder ?? defaultDataFolder({ platform: process.platform, homeFolder: homedir(), env: process.env });
const shellFolder = path.join(dataFolder, 'shell');
// Chromium's files and the single-instance lock belong to the data folder, so each folder can have its window.
app.setPath('userData', shellFolder);

let window: BrowserWindow | undefined;
const currentWindow = (): BrowserWindow | undefined => (window?.isDestroyed() ? undefined : window);
const openedFiles = createOpenedFiles(() => currentWindow()?.webContents.send(ipcChannels.filesOpened));
openedFiles.add(start.files);

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  registerAppScheme();
  lockEveryPage();
  app.on('second-instance', (_event, argv, workingFolder) => {
    openedFiles.add(readStartWords(ownWords(argv), workingFolder).files);
    if (window?.isMinimized()) window.restore();
    currentWindow()?.focus();
  });
  app.on('open-file', (event, file) => {
    event.preventDefault();
    openedFiles.add([file]);
  });
  app.on('window-all-closed', () => {
    app.quit();
  });
  app.whenReady().then(openWindow, stopWith);
}

function openWindow(): void {
  const cantado = openProgram(dataFolder);
  cantado.then((opened) => {
    forwardEvents(opened, currentWindow);
  }, stopWith);
  app.once('will-quit', (event) => {
    // The data folder is let go of first, so that the next start need not wait for anything.
    event.preventDefault();
    const leave = (): void => {
      app.exit();
    };
    cantado.then((opened) => opened.close()).then(leave, leave);
  });
  nativeTheme.themeSource = 'dark';
  if (process.platform !== 'darwin') Menu.setApplicationMenu(null);
  lockSession(session.defaultSession);
  const programFolder = app.getAppPath();
  serveAppPages({
    rendererFolder: rendererFolderIn(programFolder),
    mediaResponse: async (pathname, range) => (await cantado).mediaResponse(pathname, range),
  });
  const language = async (): Promise<Language> => {
    const preferences = await (await cantado).call('settings.get', undefined);
    return preferences.language ?? languageFromTag(app.getLocale());
  };
  openDoor({ cantado, shell: createShellHandlers({ currentWindow, language, openedFiles }), currentWindow });
  window = createMainWindow({ programFolder, shellFolder, hasDeveloperTools: !app.isPackaged });
}

/** Nothing works without the data folder: say why, and end. */
function stopWith(error: unknown): void {
  const { title, hint } = errorText(toEnvelope(error), languageFromTag(app.getLocale()));
  dialog.showErrorBox(title, hint);
  app.exit(1);
}
