/** `npm run report`, `npm run bench`: a TypeScript tool of this repository, under a Node that can run it. */
import { makeReady } from './ready.mjs';
import { endLike, runInForeground } from './run.mjs';

// ONNX Runtime reports nothing to its maker, as in the program (src/adapters/inference/hostProcess.ts).
process.env['ORT_DISABLE_TELEMETRY'] = '1';
const node = await makeReady();
if (node === null) process.exitCode = 1;
else endLike(await runInForeground(node, process.argv.slice(2)));
