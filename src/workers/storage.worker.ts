import { callable } from './dspTask.ts';
import type { StorageTaskName } from './taskTypes.ts';
import * as tasks from './tasks/storage.ts';

/** Tasks on the data folder, in threads that know nothing of sound: they start at once and hold little. */
export const {
  measureLibrary,
  measureFolders,
  measureCache,
  planCacheTrim,
  emptyTrash,
  copyLibrary,
  removeLibrary,
  writeBackup,
  readBackup,
  checkBackup,
  unpackBackup,
} = {
  measureLibrary: callable(tasks.measureLibrary),
  measureFolders: callable(tasks.measureFolders),
  measureCache: callable(tasks.measureCache),
  planCacheTrim: callable(tasks.planCacheTrim),
  emptyTrash: callable(tasks.emptyTrash),
  copyLibrary: callable(tasks.copyLibrary),
  removeLibrary: callable(tasks.removeLibrary),
  writeBackup: callable(tasks.writeBackup),
  readBackup: callable(tasks.readBackup),
  checkBackup: callable(tasks.checkBackup),
  unpackBackup: callable(tasks.unpackBackup),
} satisfies Record<StorageTaskName, unknown>;
