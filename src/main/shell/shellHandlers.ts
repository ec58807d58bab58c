import { stat } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, shell, type BrowserWindow } from 'electron';
import { exportFormats } from '../../contract/exports.ts';
import type { Language } from '../../contract/language.ts';
import type { ShellHandlers } from '../../contract/shell.ts';
import { shellTexts } from '../texts.ts';
import type { OpenedFiles } from './openedFiles.ts';

/** What the open dialog offers first; ffmpeg reads more, hence `All files` beside it. */
const recordingExtensions = 'wav mp3 flac m4a aac ogg oga opus wma aif aiff caf amr webm mka mp4 m4v mov mkv avi'.split(
  ' ',
);

export type ShellOptions = {
  readonly currentWindow: () => BrowserWindow | undefined;
  readonly language: () => Promise<Language>;
  readonly openedFiles: OpenedFiles;
};

/** What the window asks of the desktop. */
export function createShellHandlers({ currentWindow, language, openedFiles }: ShellOptions): ShellHandlers {
  return {
    async chooseRecording() {
      const window = currentWindow();
      const texts = shellTexts(await language());
      if (!window) return null;
      const { filePaths } = await dialog.showOpenDialog(window, {
        title: texts.chooseRecording,
        properties: ['openFile'],
        filters: [
          { name: texts.soundAndVideo, extensions: recordingExtensions },
          { name: texts.allFiles, extensions: ['*'] },
        ],
      });
      return filePaths[0] ?? null;
    },
    async chooseExportPath({ suggestedName, format }) {
      const window = currentWindow();
      const texts = shellTexts(await language());
      const chosen = exportFormats.find(({ id }) => id === format);
      if (!window || !chosen) return null;
      const { filePath } = await dialog.showSaveDialog(window, {
        title: texts.exportTake,
        // Only the name: a page must not choose the folder.
        defaultPath: path.basename(suggestedName),
        filters: [{ name: chosen.label, extensions: [chosen.extension] }],
        properties: ['createDirectory'],
      });
      return filePath === '' ? null : filePath;
    },
    async revealFile({ path: file }) {
      if (!path.isAbsolute(file) || !(await isFile(file))) return false;
      shell.showItemInFolder(file);
      return true;
    },
    async startDrag({ path: file }) {
      const window = currentWindow();
      if (!window || !isExport(file) || !(await isFile(file))) return false;
      window.webContents.startDrag({ file, icon: await app.getFileIcon(file) });
      return true;
    },
    takeOpenedFiles: () => Promise.resolve(openedFiles.take()),
  };
}

function isExport(file: string): boolean {
  const extension = path.extname(file).slice(1).toLowerCase();
  return path.isAbsolute(file) && exportFormats.some((format) => format.extension === extension);
}

async function isFile(file: string): Promise<boolean> {
  return (await stat(file).catch(() => null))?.isFile() === true;
}
