import { stat } from 'node:fs/promises';
import path from 'node:path';
import { app, dialog, shell, type BrowserWindow, type FileFilter, type OpenDialogOptions } from 'electron';
import { exportFormats } from '../../contract/exports.ts';
import type { Language } from '../../contract/language.ts';
import { recordingExtensions } from '../../contract/recordings.ts';
import type { ShellHandlers } from '../../contract/shell.ts';
import { baseModelExtensions, voiceExtensions } from '../../contract/voiceFiles.ts';
import { shellTexts } from '../texts.ts';
import { createLibraryHandlers } from './libraryHandlers.ts';
import type { OpenedFiles } from './openedFiles.ts';
import { suggestedFile } from './suggestedName.ts';

export type ShellOptions = {
  readonly currentWindow: () => BrowserWindow | undefined;
  readonly language: () => Promise<Language>;
  readonly openedFiles: OpenedFiles;
};

/** What the window asks of the desktop. */
export function createShellHandlers({ currentWindow, language, openedFiles }: ShellOptions): ShellHandlers {
  const choose = async (
    title: string,
    filter: FileFilter,
    properties: OpenDialogOptions['properties'] = ['openFile'],
  ): Promise<string[]> => {
    const window = currentWindow();
    if (!window) return [];
    const everything = { name: shellTexts(await language()).allFiles, extensions: ['*'] };
    const { filePaths } = await dialog.showOpenDialog(window, { title, properties, filters: [filter, everything] });
    return filePaths;
  };
  return {
    ...createLibraryHandlers({ currentWindow, language }),
    async chooseRecording() {
      const texts = shellTexts(await language());
      const filter = { name: texts.soundAndVideo, extensions: [...recordingExtensions] };
      return (await choose(texts.chooseRecording, filter))[0] ?? null;
    },
    async chooseVoice() {
      const texts = shellTexts(await language());
      const filter = { name: texts.voices, extensions: [...voiceExtensions] };
      return choose(texts.chooseVoice, filter, ['openFile', 'multiSelections']);
    },
    async chooseBaseModel() {
      const texts = shellTexts(await language());
      const filter = { name: texts.baseModels, extensions: [...baseModelExtensions] };
      return (await choose(texts.chooseBaseModel, filter))[0] ?? null;
    },
    async chooseExportPath({ suggestedName, format }) {
      const window = currentWindow();
      const texts = shellTexts(await language());
      const chosen = exportFormats.find(({ id }) => id === format);
      if (!window || !chosen) return null;
      const { filePath } = await dialog.showSaveDialog(window, {
        title: texts.exportTake,
        defaultPath: suggestedFile(suggestedName, chosen.extension),
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
