import { app } from 'electron';
import type { Cantado } from '../adapters/cantado.ts';
import { openCantado } from '../adapters/composition.ts';
import { resourcesIn } from '../adapters/program/resources.ts';
import { launchUtilityHost } from './inference/utilityHost.ts';

/** Opens the data folder with what only Electron has: its utility processes and the place of its resources. */
export function openProgram(dataFolder: string): Promise<Cantado> {
  const programFolder = app.getAppPath();
  const resourcesFolder = app.isPackaged ? process.resourcesPath : programFolder;
  return openCantado({
    dataFolder,
    resources: resourcesIn(programFolder, resourcesFolder),
    launchHost: launchUtilityHost,
    version: app.getVersion(),
  });
}
