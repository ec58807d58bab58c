import { EventEmitter } from 'node:events';
import { app, PreventableEvent } from './app.ts';
import { report } from './control.ts';
import { invoke } from './ipcMain.ts';
import { hostPage, type HostedPage } from './page.ts';

type WindowOptions = {
  readonly width: number;
  readonly height: number;
  readonly webPreferences: { readonly preload: string };
} & Readonly<Record<string, unknown>>;
type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: string };

class WebContents extends EventEmitter {
  page: HostedPage | undefined;
  windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' });

  send(channel: string, ...parameters: unknown[]): void {
    this.page?.send(channel, parameters);
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler;
  }
  startDrag({ file }: { readonly file: string }): void {
    report({ kind: 'dragged', path: file });
  }
  reload(): void {
    void this.page?.reload();
  }
}

/** A window is one page of a Chromium of its own. */
export class BrowserWindow extends EventEmitter {
  readonly webContents = new WebContents();
  readonly #options: WindowOptions;
  #isDestroyed = false;
  #isMaximized = false;

  constructor(options: WindowOptions) {
    super();
    this.#options = options;
    app.emit('web-contents-created', new PreventableEvent(), this.webContents);
    app.closeWindows = async () => {
      if (this.#isDestroyed) return;
      this.emit('close', new PreventableEvent());
      await this.webContents.page?.close();
    };
  }

  async loadURL(url: string): Promise<void> {
    const { width, height, webPreferences } = this.#options;
    const page = await hostPage({ width, height }, webPreferences.preload, {
      onInvoke: (frameUrl, channel, parameters) => {
        const event = { sender: this.webContents, senderFrame: { url: frameUrl, parent: null } };
        return invoke(event, channel, parameters);
      },
      mayNavigate: (target) => {
        const event = new PreventableEvent();
        this.webContents.emit('will-navigate', event, target);
        return !event.isPrevented;
      },
      onWindowOpen: (target) => {
        const { action } = this.webContents.windowOpenHandler({ url: target });
        if (action === 'deny') report({ kind: 'blocked', url: target, by: 'window' });
      },
      onClose: () => {
        this.#isDestroyed = true;
        this.emit('closed');
        app.emit('window-all-closed');
      },
    });
    this.webContents.page = page;
    await page.open(url);
    this.emit('ready-to-show');
    const { webPreferences: _webPreferences, ...options } = this.#options;
    report({ kind: 'window', debugPort: page.debugPort, options: { ...options, ...webPreferences } });
  }

  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  isMaximized(): boolean {
    return this.#isMaximized;
  }
  isMinimized(): boolean {
    return false;
  }
  maximize(): void {
    this.#isMaximized = true;
  }
  restore(): void {
    this.#isMaximized = false;
  }
  show(): void {
    this.emit('show');
  }
  focus(): void {
    this.emit('focus');
  }
  getNormalBounds(): { x: number; y: number; width: number; height: number } {
    const { width, height } = this.#options;
    return { x: 0, y: 0, width, height };
  }
}
