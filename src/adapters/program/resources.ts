import path from 'node:path';
import type { CantadoOptions } from '../cantado.ts';

/**
 * Where the program's own files lie.
 * @param programFolder holds `out/` and package.json
 * @param resourcesFolder holds `models/` and `resources/`: the same folder, or Electron's resources folder once packed
 */
export function resourcesIn(programFolder: string, resourcesFolder = programFolder): CantadoOptions['resources'] {
  return {
    modelsFolder: path.join(resourcesFolder, 'models'),
    migrationsFolder: path.join(resourcesFolder, 'resources', 'migrations'),
    samplePath: path.join(resourcesFolder, 'resources', 'sample.wav'),
    noticesFile: path.join(resourcesFolder, 'THIRD-PARTY-NOTICES.md'),
    hostEntry: path.join(programFolder, 'out', 'workers', 'inferenceHost.js'),
  };
}

/** The built window. */
export function rendererFolderIn(programFolder: string): string {
  return path.join(programFolder, 'out', 'renderer');
}
