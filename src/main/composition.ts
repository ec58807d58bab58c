import { app, net, powerMonitor, session } from 'electron';
import type { Cantado } from '../adapters/cantado.ts';
import { openCantado } from '../adapters/composition.ts';
import { resourcesIn } from '../adapters/program/resources.ts';
import { launchUtilityHost } from './inference/utilityHost.ts';
import { createElectronPower } from './power/electronPower.ts';
import { createElectronRequest } from './network/electronRequest.ts';

/** Opens the data folder with what only Electron has: its utility processes, its network and the place of its resources. */
export function openProgram(dataFolder: string): Promise<Cantado> {
  const programFolder = app.getAppPath();
  const resourcesFolder = app.isPackaged ? process.resourcesPath : programFolder;
  return openCantado({
    dataFolder,
    resources: resourcesIn(programFolder, resourcesFolder),
    launchHost: launchUtilityHost,
    request: createElectronRequest((options) =>
      // The window's session refuses everything that leaves the computer. Proxies come from the system in every session.
      net.request({ ...options, session: session.fromPartition('downloads') }),
    ),
    power: createElectronPower(powerMonitor),
    version: app.getVersion(),
  });
}
