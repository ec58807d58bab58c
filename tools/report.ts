import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { keepTable } from './measure/keepTable.ts';
import { reportRecording, type ReportRow } from './measure/reportRecording.ts';
import { notesWithoutWords, readPhones, reportMelody, type MelodyRow, type Song } from './measure/reportMelody.ts';
import { melodyTableOf, tableOf } from './measure/reportTable.ts';
import { createMeters, samplesOf } from './measure/wholeFile.ts';
import { writeFloatWav } from '../tests/suites/oddAudio.ts';
import { forkHost } from '../src/adapters/inference/forkHost.ts';
import { openCantado } from '../src/adapters/composition.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';

/*
 * npm run report -- <recordings…>
 * Renders every recording in every mode and on a melody and measures what came out; the tables go to docs/sound.md and the
 * terminal. Without arguments the recordings of real people among the test fixtures are used, on the melody synthetic speech
 * too, because the time of its every sound is known.
 */

const programFolder = fileURLToPath(new URL('..', import.meta.url));
const soundPage = path.join(programFolder, 'docs', 'sound.md');

const fixtures = ['0870', '0880', '0890'].map((id) =>
  path.join(programFolder, 'tests', 'fixtures', 'audio', `austen-${id}.wav`),
);
const synthetic = path.join(programFolder, 'tests', 'fixtures', 'flite');
const notes = notesWithoutWords(path.join(programFolder, 'tests', 'fixtures', 'melody', 'eight-bars.txt'));
const wanted = process.argv.slice(2);
const recordings = wanted.length > 0 ? wanted.map((file) => path.resolve(file)) : fixtures;

const dataFolder = mkdtempSync(path.join(tmpdir(), 'cantado-report-'));
const resources = resourcesIn(programFolder);
const cantado = await openCantado({ dataFolder, resources, launchHost: forkHost, version: 'report' });
try {
  const meters = createMeters(resources.modelsFolder);
  const rows: ReportRow[] = [];
  for (const file of recordings) rows.push(...(await reportRecording({ cantado, meters, dataFolder }, file)));
  const melodyRows: MelodyRow[] = [];
  for (const song of wanted.length > 0 ? recordings.map(strangersSong) : ownSongs()) {
    melodyRows.push(await reportMelody({ cantado, meters, dataFolder }, song));
  }
  const tables = { measured: tableOf(rows), melody: melodyTableOf(melodyRows) };
  for (const [name, table] of Object.entries(tables)) {
    process.stdout.write(`${table}\n\n`);
    if (wanted.length === 0) keepTable(soundPage, table, name);
  }
} finally {
  await cantado.close();
  rmSync(dataFolder, { recursive: true, force: true });
}

/** A recording of any length, in the tempo that suits its words. */
function strangersSong(file: string): Song {
  return { file, notes, phones: null, timing: 'free' };
}

/** The melody as it is written: the three recordings one after the other, as one alone is too short for it, and the synthetic ones. */
function ownSongs(): Song[] {
  const joined = path.join(dataFolder, 'austen-0870-0880-0890.wav');
  writeFloatWav(joined, Float32Array.from(fixtures.flatMap((file) => [...samplesOf(file).samples])));
  const phones = readPhones(synthetic);
  return [
    { file: joined, notes, phones: null, timing: 'written' },
    ...['slt', 'rms', 'awb'].map((voice): Song => {
      const file = path.join(synthetic, `${voice}.wav`);
      return { file, notes, phones: phones[voice] ?? null, timing: 'written' };
    }),
  ];
}
