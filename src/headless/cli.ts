import { readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { openCantado } from '../adapters/composition.ts';
import { forkHost } from '../adapters/inference/forkHost.ts';
import { rendererFolderIn, resourcesIn } from '../adapters/program/resources.ts';
import { engineCatalog } from '../core/catalog/engineCatalog.ts';
import { exitCodes } from './exitCodes.ts';
import { runCli } from './run.ts';
import { isClosedPipe } from './terminal.ts';

/** Entry of `bin/cantado`: binds the command line to this process. */

/** Both src/headless and out/headless lie two folders below the program's. */
const programFolder = fileURLToPath(new URL('../..', import.meta.url));
const { version } = JSON.parse(readFileSync(`${programFolder}/package.json`, 'utf8')) as { version: string };

// A reader that stops reading (`cantado … | head`) ends the output, not the work.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (!isClosedPipe(error)) throw error;
  });
}

const stop = new AbortController();
const onSignal = (): void => {
  // The second Ctrl-C does not wait; the job goes on from its last chunk when it is asked to.
  if (stop.signal.aborted) process.exit(exitCodes.stopped);
  stop.abort();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);

const exitCode = await runCli({
  argv: process.argv.slice(2),
  env: process.env,
  platform: process.platform,
  homeFolder: homedir(),
  output: process.stdout,
  error: process.stderr,
  version,
  catalog: engineCatalog,
  rendererFolder: rendererFolderIn(programFolder),
  stop: stop.signal,
  openCantado: (dataFolder) =>
    openCantado({ dataFolder, resources: resourcesIn(programFolder), launchHost: forkHost, version }),
});
process.exit(exitCode);
