import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dialog, shell, type BrowserWindow, type FileFilter, type OpenDialogOptions } from 'electron';
import type { Language } from '../../contract/language.ts';
import type { ShellHandlers } from '../../contract/shell.ts';
import { backupExtension } from '../../contract/storage.ts';
import { shellTexts } from '../texts.ts';
import { suggestedFile } from './suggestedName.ts';

type LibraryHandlers = Pick<
  ShellHandlers,
  'chooseFolder' | 'chooseBackup' | 'chooseBackupPath' | 'saveText' | 'revealFolder'
>;

type LibraryOptions = {
  readonly currentWindow: () => BrowserWindow | undefined;
  readonly language: () => Promise<Language>;
};

/** What the settings ask of the desktop: folders, backups and texts to be saved. */
export function createLibraryHandlers({ currentWindow, language }: LibraryOptions): LibraryHandlers {
  const open = async (options: OpenDialogOptions): Promise<string | null> => {
    const window = currentWindow();
    if (!window) return null;
    return (await dialog.showOpenDialog(window, options)).filePaths[0] ?? null;
  };
  const save = async (title: string, suggestedName: string, filter: FileFilter): Promise<string | null> => {
    const window = currentWindow();
    if (!window) return null;
    const { filePath } = await dialog.showSaveDialog(window, {
      title,
      defaultPath: suggestedFile(suggestedName, filter.extensions[0] ?? ''),
      filters: [filter],
      properties: ['createDirectory', 'showOverwriteConfirmation'],
    });
    return filePath === '' ? null : filePath;
  };
  return {
    async chooseFolder({ purpose }) {
      const texts = shellTexts(await language());
      const title = purpose === 'exports' ? texts.chooseExportFolder : texts.chooseLibraryFolder;
      return open({ title, properties: ['openDirectory', 'createDirectory'] });
    },
    async chooseBackup() {
      const texts = shellTexts(await language());
      const filters = [
        { name: texts.backups, extensions: [backupExtension] },
        { name: texts.allFiles, extensions: ['*'] },
      ];
      return open({ title: texts.chooseBackup, properties: ['openFile'], filters });
    },
    async chooseBackupPath({ suggestedName }) {
      const texts = shellTexts(await language());
      return save(texts.saveBackup, suggestedName, { name: texts.backups, extensions: [backupExtension] });
    },
    async saveText({ suggestedName, kind, text }) {
      const texts = shellTexts(await language());
      const name = kind === 'csv' ? texts.table : texts.plainText;
      const file = await save(texts.saveText, suggestedName, { name, extensions: [kind] });
      if (file === null) return { path: null, isSaved: false };
      const isSaved = await writeFile(file, text).then(
        () => true,
        () => false,
      );
      return { path: file, isSaved };
    },
    async revealFolder({ path: folder }) {
      if (!path.isAbsolute(folder)) return false;
      const isFolder = (await stat(folder).catch(() => null))?.isDirectory() === true;
      if (!isFolder) return false;
      shell.showItemInFolder(folder);
      return true;
    },
  };
}
