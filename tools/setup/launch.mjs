import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { inProject } from './paths.mjs';
import { makeReady } from './ready.mjs';
import { endLike, runInForeground } from './run.mjs';
import { start } from './start.mjs';
import { say, textsFor } from './texts.mjs';

const commandLine = inProject('out', 'headless', 'cli.js');

/**
 * Runs the built command line: in this very process when its Node is new enough, else under one that is.
 * @param {string} node
 * @param {string[]} parameters
 */
async function runCommandLine(node, parameters) {
  if (node !== process.execPath) {
    endLike(await runInForeground(node, [commandLine, ...parameters]));
    return;
  }
  process.argv = [process.execPath, commandLine, ...parameters];
  await import(pathToFileURL(commandLine).href);
}

/** `cantado …`. @param {string[]} parameters as typed */
export async function launch(parameters) {
  const node = await makeReady();
  if (node === null) {
    process.exitCode = 1;
    return;
  }
  if (!existsSync(commandLine)) {
    say(textsFor(process.env).notBuilt);
    process.exitCode = 1;
    return;
  }
  if (parameters[0] === 'start') await start(parameters.slice(1), (all) => runCommandLine(node, all));
  else await runCommandLine(node, parameters);
}
