import type { CantadoBridge } from '../../contract/bridge.ts';
import { AppError, unwrap, type Reply } from '../../contract/errors.ts';
import type { Call, OperationName, Output } from '../../contract/operations/index.ts';
import type { Transport } from './transport.ts';

declare global {
  interface Window {
    /** Put there by the preload; absent in a browser. */
    readonly cantado?: CantadoBridge;
  }
}

/** The transport under Electron: everything goes through the preload's bridge. */
export function createElectronTransport(bridge: CantadoBridge): Transport {
  const call: Call = async <N extends OperationName>(name: N, input: unknown) =>
    unwrap((await bridge.call(name, input)) as Reply<Output<N>>);
  const pathOf = (file: File): string => {
    const path = bridge.pathOfFile(file);
    if (path === '') throw new AppError('FILE_NOT_FOUND', { file: file.name });
    return path;
  };
  return {
    call,
    subscribe: (listener) => bridge.subscribe(listener),
    openFile: async (file, isSpeech) => call('recordings.open', { path: pathOf(file), name: file.name, isSpeech }),
    placeFile: async (file) => Promise.resolve({ path: pathOf(file), isOwn: true }),
    onConnection: () => () => undefined,
    shell: {
      chooseRecording: () => bridge.shell.chooseRecording(),
      chooseVoice: () => bridge.shell.chooseVoice(),
      chooseBaseModel: () => bridge.shell.chooseBaseModel(),
      chooseExportPath: (suggestedName, format) => bridge.shell.chooseExportPath({ suggestedName, format }),
      chooseFolder: (purpose) => bridge.shell.chooseFolder({ purpose }),
      chooseBackup: () => bridge.shell.chooseBackup(),
      chooseBackupPath: (suggestedName) => bridge.shell.chooseBackupPath({ suggestedName }),
      saveText: async (suggestedName, kind, text) => {
        const { path, isSaved } = await bridge.shell.saveText({ suggestedName, kind, text });
        if (path !== null && !isSaved) throw new AppError('FOLDER_NOT_WRITABLE', { folder: path });
        return path;
      },
      revealFolder: (path) => bridge.shell.revealFolder(path),
      revealFile: (path) => bridge.shell.revealFile(path),
      startDrag: (path) => bridge.shell.startDrag(path),
      onOpenFile: (listener) => bridge.shell.onOpenFile(listener),
    },
    isMac: bridge.platform === 'darwin',
  };
}
