import { contextBridge, ipcRenderer, webUtils, type IpcRendererEvent } from 'electron';
import { ipcChannels, type CantadoBridge } from '../contract/bridge.ts';
import type { Reply } from '../contract/errors.ts';
import type { AppEvent } from '../contract/events.ts';
import type { ShellInput, ShellOperationName, ShellOutput } from '../contract/shell.ts';

/** All the window gets of the desktop: `window.cantado`, and nothing of Electron or Node. */

function listen(channel: string, listener: (payload: unknown) => void): () => void {
  const onMessage = (_event: IpcRendererEvent, payload: unknown): void => {
    listener(payload);
  };
  ipcRenderer.on(channel, onMessage);
  return () => {
    ipcRenderer.removeListener(channel, onMessage);
  };
}

async function askShell<N extends ShellOperationName>(name: N, input?: ShellInput<N>): Promise<ShellOutput<N>> {
  const reply = (await ipcRenderer.invoke(ipcChannels.shell, name, input)) as Reply<ShellOutput<N>>;
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}

function platformOf(name: string): CantadoBridge['platform'] {
  return name === 'darwin' || name === 'win32' ? name : 'linux';
}

const bridge: CantadoBridge = {
  platform: platformOf(process.platform),
  call: (name, input) => ipcRenderer.invoke(ipcChannels.call, name, input) as Promise<Reply<unknown>>,
  subscribe: (listener) =>
    listen(ipcChannels.event, (event) => {
      listener(event as AppEvent);
    }),
  pathOfFile: (file) => webUtils.getPathForFile(file as File),
  shell: {
    chooseRecording: () => askShell('chooseRecording'),
    chooseVoice: () => askShell('chooseVoice'),
    chooseBaseModel: () => askShell('chooseBaseModel'),
    chooseExportPath: (input) => askShell('chooseExportPath', input),
    chooseFolder: (input) => askShell('chooseFolder', input),
    chooseBackup: () => askShell('chooseBackup'),
    chooseBackupPath: (input) => askShell('chooseBackupPath', input),
    saveText: (input) => askShell('saveText', input),
    revealFolder: (path) => askShell('revealFolder', { path }),
    revealFile: (path) => askShell('revealFile', { path }),
    startDrag: (path) => askShell('startDrag', { path }),
    onOpenFile(listener) {
      const takeAll = (): void => {
        askShell('takeOpenedFiles').then(
          (files) => {
            files.forEach(listener);
          },
          () => undefined,
        );
      };
      takeAll();
      return listen(ipcChannels.filesOpened, takeAll);
    },
  },
};

contextBridge.exposeInMainWorld('cantado', bridge);
