import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepTable } from './measure/keepTable.ts';
import { reportRecording, type ReportRow } from './measure/reportRecording.ts';
import { tableOf } from './measure/reportTable.ts';
import { createMeters } from './measure/wholeFile.ts';
import { forkHost } from '../src/adapters/inference/forkHost.ts';
import { openCantado } from '../src/adapters/composition.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';

/*
 * npm run report -- <recordings…>
 * Renders every recording in every mode and measures what came out; the table goes to docs/sound.md and the terminal.
 * Without arguments the recordings of real people among the test fixtures are used.
 */

const programFolder = fileURLToPath(new URL('..', import.meta.url));
const soundPage = path.join(programFolder, 'docs', 'sound.md');

const fixtures = ['0870', '0880', '0890'].map((id) =>
  path.join(programFolder, 'tests', 'fixtures', 'audio', `austen-${id}.wav`),
);
const wanted = process.argv.slice(2);
const recordings = wanted.length > 0 ? wanted.map((file) => path.resolve(file)) : fixtures;

const dataFolder = mkdtempSync(path.join(tmpdir(), 'cantado-report-'));
const resources = resourcesIn(programFolder);
const cantado = await openCantado({ dataFolder, resources, launchHost: forkHost, version: 'report' });
try {
  const meters = createMeters(resources.modelsFolder);
  const rows: ReportRow[] = [];
  for (const file of recordings) rows.push(...(await reportRecording({ cantado, meters, dataFolder }, file)));
  const table = tableOf(rows);
  process.stdout.write(`${table}\n`);
  if (wanted.length === 0) keepTable(soundPage, table);
} finally {
  await cantado.close();
  rmSync(dataFolder, { recursive: true, force: true });
}
