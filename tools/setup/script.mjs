/** `npm run report`, `npm run bench`: a TypeScript tool of this repository, under a Node that can run it. */
import { makeReady } from './ready.mjs';
import { endLike, runInForeground } from './run.mjs';

const node = await makeReady();
if (node === null) process.exitCode = 1;
else endLike(await runInForeground(node, process.argv.slice(2)));
