import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { complaintOf, librariesOf } from './providers.ts';

/** Where the package keeps its native parts, and looks for those it can fetch. */
function nativeFolder(): string {
  const main = createRequire(import.meta.url).resolve('onnxruntime-node');
  return path.join(path.dirname(main), '..', 'bin', 'napi-v6', process.platform, process.arch);
}

/**
 * The library that keeps a device from working, by name; an empty text where none is found missing. ONNX Runtime says only
 * that a library could not be loaded, so they are loaded once more, one by one, to hear which: the provider's own, or one of
 * the system that it needs. Loading may end the process.
 */
export function missingLibrary(device: string, folder = nativeFolder()): string {
  for (const library of librariesOf(device)) {
    const file = path.join(folder, library);
    if (!existsSync(file)) return library;
    try {
      process.dlopen({ exports: {} }, file);
    } catch (error) {
      // One that can be loaded is refused for not being a module of Node; that is no complaint about a library.
      const { reason, item } = complaintOf(error);
      if (reason === 'library-missing' && item !== '') return item;
    }
  }
  return '';
}
