import type { Reply } from './errors.ts';
import type { AppEvent, Unsubscribe } from './events.ts';
import type { ShellInput, ShellOutput } from './shell.ts';

/** Enough of the DOM's File to find where it lies; the contract itself knows no DOM. */
type BridgeFile = { readonly name: string; readonly size: number };

/** The desktop shell as the window sees it. Promises reject only when the program itself is broken. */
type ShellBridge = {
  chooseRecording(): Promise<ShellOutput<'chooseRecording'>>;
  chooseVoice(): Promise<ShellOutput<'chooseVoice'>>;
  chooseBaseModel(): Promise<ShellOutput<'chooseBaseModel'>>;
  chooseExportPath(input: ShellInput<'chooseExportPath'>): Promise<ShellOutput<'chooseExportPath'>>;
  chooseFolder(input: ShellInput<'chooseFolder'>): Promise<ShellOutput<'chooseFolder'>>;
  chooseBackup(): Promise<ShellOutput<'chooseBackup'>>;
  chooseBackupPath(input: ShellInput<'chooseBackupPath'>): Promise<ShellOutput<'chooseBackupPath'>>;
  saveText(input: ShellInput<'saveText'>): Promise<ShellOutput<'saveText'>>;
  revealFolder(path: string): Promise<boolean>;
  revealFile(path: string): Promise<boolean>;
  startDrag(path: string): Promise<boolean>;
  /** Called with every file the system asks the program to open, those from before the window was there included. */
  onOpenFile(listener: (path: string) => void): Unsubscribe;
};

/**
 * `window.cantado`, put there by the preload. It is absent in a plain browser, where the window speaks
 * HTTP to the server it came from (`POST /call/:operation`, WebSocket `/events`, `POST /upload?name=`).
 *
 * For both doors alike:
 * - audio is at mediaPath.* relative to the page's own origin;
 * - the window bar is 44 px and is the title bar under Electron: `-webkit-app-region: drag`, with the space of the
 *   system's buttons in `env(titlebar-area-x)` and `env(titlebar-area-width)`;
 * - inline styles are refused by the content security policy. A library that must inject a style element takes the nonce of
 *   `<meta property="csp-nonce" nonce="%CSP_NONCE%">` in index.html (`meta.nonce`): both doors put a fresh one in the place of
 *   `%CSP_NONCE%` whenever they serve the page. `element.style.x = …` and React's `style` are not inline styles in this sense.
 */
export type CantadoBridge = {
  readonly platform: 'linux' | 'darwin' | 'win32';
  call(name: string, input: unknown): Promise<Reply<unknown>>;
  subscribe(listener: (event: AppEvent) => void): Unsubscribe;
  /** Where a dropped, chosen or pasted file lies; empty when it lies nowhere (a picture cut from a page). */
  pathOfFile(file: BridgeFile): string;
  readonly shell: ShellBridge;
};

/** Stands in index.html where a door puts the nonce of the page's content security policy. */
export const cspNoncePlaceholder = '%CSP_NONCE%';

/** Names under which the preload and the main process meet. */
export const ipcChannels = {
  call: 'cantado:call',
  shell: 'cantado:shell',
  event: 'cantado:event',
  /** Files are waiting in takeOpenedFiles. */
  filesOpened: 'cantado:files-opened',
} as const;

/** Origin of the window's pages under Electron. */
export const appOrigin = { scheme: 'app', host: 'cantado', page: 'app://cantado/' } as const;
