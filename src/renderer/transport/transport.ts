import type { Subscribe, Unsubscribe } from '../../contract/events.ts';
import type { ExportFormatId } from '../../contract/exports.ts';
import type { Call, Output } from '../../contract/operations/index.ts';

/** What only a desktop shell offers; a browser tab has none of it. */
export type Shell = {
  /** The system's open dialog; null when it was closed. */
  chooseRecording(): Promise<string | null>;
  /** The system's save dialog; null when it was closed. */
  chooseExportPath(suggestedName: string, format: ExportFormatId): Promise<string | null>;
  revealFile(path: string): Promise<boolean>;
  startDrag(path: string): Promise<boolean>;
  onOpenFile(listener: (path: string) => void): Unsubscribe;
};

/** How the window reaches the program: through the preload under Electron, over HTTP in a browser. */
export type Transport = {
  readonly call: Call;
  readonly subscribe: Subscribe;
  /** Opens a file that was dropped, chosen or pasted. Rejects with AppError. */
  readonly openFile: (file: File) => Promise<Output<'recordings.open'>>;
  /** Told when the connection is lost and when it is back; never called where it cannot be lost. */
  readonly onConnection: (listener: (isConnected: boolean) => void) => Unsubscribe;
  readonly shell: Shell | null;
  /** Whether the command key takes the place of Ctrl. */
  readonly isMac: boolean;
};
