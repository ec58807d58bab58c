import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openCantado } from '../../src/adapters/composition.ts';
import { forkHost } from '../../src/adapters/inference/forkHost.ts';
import type { LaunchHost } from '../../src/adapters/inference/hostProcess.ts';
import { resourcesIn } from '../../src/adapters/program/resources.ts';
import { startHttpServer } from '../../src/headless/httpServer.ts';
import type { Served } from './serve.ts';

const program = path.resolve(import.meta.dirname, '../..');

/** The program served from this process, with a models folder of the test's own; the window and the host are those built. */
export async function serveHere(
  modelsIn: (folder: string) => string,
  launchHost: LaunchHost = forkHost,
): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), 'cantado-e2e-'));
  const dataFolder = path.join(folder, 'data');
  const resources = { ...resourcesIn(program), modelsFolder: modelsIn(path.join(folder, 'models')) };
  const cantado = await openCantado({ dataFolder, resources, launchHost, version: 'test' });
  const { url, close } = await startHttpServer({
    cantado,
    rendererFolder: path.join(program, 'out/renderer'),
    port: 0,
    token: 'a-token-of-a-test-that-is-long-enough',
  });
  return {
    url,
    pid: process.pid,
    dataFolder,
    filesFolder: folder,
    stop: async () => {
      await close();
      await cantado.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
