import type { Subscribe, Unsubscribe } from '../../contract/events.ts';
import type { ExportFormatId } from '../../contract/exports.ts';
import type { Call, Output } from '../../contract/operations/index.ts';

/** What only a desktop shell offers; a browser tab has none of it. */
export type Shell = {
  /** The system's open dialog; null when it was closed. */
  chooseRecording(): Promise<string | null>;
  /** The same for a voice, with its index where there is one; empty when it was closed. */
  chooseVoice(): Promise<readonly string[]>;
  chooseBaseModel(): Promise<string | null>;
  /** The system's save dialog; null when it was closed. */
  chooseExportPath(suggestedName: string, format: ExportFormatId): Promise<string | null>;
  /** The system's dialog for a folder; null when it was closed. */
  chooseFolder(purpose: 'exports' | 'move'): Promise<string | null>;
  chooseBackup(): Promise<string | null>;
  chooseBackupPath(suggestedName: string): Promise<string | null>;
  /** Writes a text where a person says; null when the dialog was closed. Rejects with AppError. */
  saveText(suggestedName: string, kind: 'csv' | 'txt', text: string): Promise<string | null>;
  revealFolder(path: string): Promise<boolean>;
  revealFile(path: string): Promise<boolean>;
  startDrag(path: string): Promise<boolean>;
  onOpenFile(listener: (path: string) => void): Unsubscribe;
};

/** Where the program finds a file of the person. `isOwn`: the person's own file in its own folder, not a copy sent to us. */
export type PlacedFile = { readonly path: string; readonly isOwn: boolean };

/** How the window reaches the program: through the preload under Electron, over HTTP in a browser. */
export type Transport = {
  readonly call: Call;
  readonly subscribe: Subscribe;
  /** Opens a file that was dropped, chosen or pasted: speech, or what goes with it. Rejects with AppError. */
  readonly openFile: (file: File, isSpeech?: boolean) => Promise<Output<'recordings.open'>>;
  /**
   * Puts a file that was dropped, chosen or pasted where the program can read it. Rejects with AppError.
   * @param onSent how much of it has been sent, 0–1; never called where nothing is sent
   * @param kind a voice or base model, which is read once, or notes and plans, which stay; a voice where nothing is said
   */
  readonly placeFile: (
    file: File,
    onSent: (sentRatio: number) => void,
    kind?: 'voice' | 'melody',
  ) => Promise<PlacedFile>;
  /**
   * Told when the connection is lost and when it is back, and then whether events were missed that will not come any more;
   * never called where it cannot be lost.
   */
  readonly onConnection: (listener: (isConnected: boolean, hasMissed: boolean) => void) => Unsubscribe;
  readonly shell: Shell | null;
  /** Whether the command key takes the place of Ctrl. */
  readonly isMac: boolean;
};
