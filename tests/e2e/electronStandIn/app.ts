import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { onCommand } from './control.ts';

const programFolder = fileURLToPath(new URL('../../..', import.meta.url));

/** An event whose usual consequence can be prevented, as Electron's. */
export class PreventableEvent {
  isPrevented = false;
  preventDefault(): void {
    this.isPrevented = true;
  }
}

/** `app`: life of the program. `quit` closes the windows, then asks will-quit once, then ends, in Electron's order. */
class App extends EventEmitter {
  readonly isPackaged = false;
  readonly #paths = new Map<string, string>();
  readonly #ready: Promise<void>;
  closeWindows: () => Promise<void> = () => Promise.resolve();
  isReady = false;
  #isQuitting = false;

  constructor() {
    super();
    this.#ready = new Promise((resolve) => {
      setImmediate(() => {
        this.isReady = true;
        resolve();
        this.emit('ready');
      });
    });
  }

  whenReady(): Promise<void> {
    return this.#ready;
  }
  getAppPath(): string {
    return programFolder;
  }
  getVersion(): string {
    const description = readFileSync(path.join(programFolder, 'package.json'), 'utf8');
    return (JSON.parse(description) as { version: string }).version;
  }
  getLocale(): string {
    return process.env['STAND_IN_LOCALE'] ?? 'en-US';
  }
  setPath(name: string, folder: string): void {
    this.#paths.set(name, folder);
  }
  getPath(name: string): string {
    const folder = this.#paths.get(name);
    if (folder === undefined) throw new Error(`The stand-in knows no ${name} folder.`);
    return folder;
  }
  requestSingleInstanceLock(): boolean {
    return true;
  }
  getFileIcon(file: string): Promise<{ readonly file: string }> {
    return Promise.resolve({ file });
  }
  quit(): void {
    // The last window that closes asks for it again.
    if (this.#isQuitting) return;
    this.#isQuitting = true;
    void this.closeWindows().then(() => {
      const event = new PreventableEvent();
      this.emit('will-quit', event);
      if (!event.isPrevented) this.exit();
    });
  }
  exit(code = 0): void {
    process.exit(code);
  }
}

export const app = new App();

onCommand((command) => {
  if (command.kind === 'secondInstance') {
    const argv = [process.execPath, programFolder, ...command.words];
    app.emit('second-instance', new PreventableEvent(), argv, command.workingFolder);
  }
  if (command.kind === 'quit') app.quit();
});
