import { statSync } from 'node:fs';
import path from 'node:path';
import { writeFullSizeFiles } from '../tests/suites/fullSizeFiles.ts';

/*
 * npm run full-size-files -- <folder>
 * Writes a voice, a ContentVec and an RMVPE of random numbers in the sizes and layouts of the real files, to try memory and
 * speed with where the real ones are not at hand. They say nothing.
 */
const folder = process.argv[2];
if (folder === undefined) {
  process.stderr.write('npm run full-size-files -- <folder>\n');
  process.exitCode = 2;
} else {
  for (const file of Object.values(writeFullSizeFiles(path.resolve(folder)))) {
    process.stdout.write(`${file}  ${(statSync(file).size / 1e6).toFixed(1)} MB\n`);
  }
}
