import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { budgetTable, type BudgetRow } from './budgets.ts';
import { childCpuSec, peakChildMemoryMb } from './children.ts';
import { benchHistory } from './history.ts';
import { benchHour } from './hour.ts';
import { benchLanes } from './lanes.ts';
import { benchLoad } from './load.ts';
import { benchRvc, threadsTable } from './rvc.ts';
import { writeSpeech } from './speech.ts';
import { benchWindow } from './window.ts';
import { openCantado } from '../src/adapters/composition.ts';
import type { Cantado } from '../src/adapters/cantado.ts';
import { forkHost } from '../src/adapters/inference/forkHost.ts';
import { resourcesIn } from '../src/adapters/program/resources.ts';
import { voiceIdSchema, type RecordingId } from '../src/contract/ids.ts';
import type { Job } from '../src/contract/jobs.ts';
import { startBrowser } from '../tests/e2e/openWindow.ts';
import { serve } from '../tests/e2e/serve.ts';
import { keepTable } from '../tools/measure/keepTable.ts';

/*
 * npm run bench [-- built-in|rvc|lanes|load|history|window|hour]
 * Times the built program on real speech, with the built-in converter and with an RVC voice, and holds it against the budgets. Figures are ratios: audio seconds per
 * second of work, memory of one run over another, all of one run on one machine.
 */

const programFolder = fileURLToPath(new URL('..', import.meta.url));
const workFolder = mkdtempSync(path.join(tmpdir(), 'cantado-bench-'));
const voiceId = voiceIdSchema.parse('your-own-voice');

type Run = {
  readonly job: Job;
  readonly firstSoundSec: number;
  /** Processor seconds of everything that was done for the take, its recording's analysis included if it was not there. */
  readonly cpuSec: number | null;
};

async function convert(
  cantado: Cantado,
  recordingId: RecordingId,
  transposeSt: number,
  cpuBefore: number | null,
): Promise<Run> {
  const startedMs = performance.now();
  let firstSoundSec = Number.NaN;
  const { jobId } = await cantado.call('jobs.create', { recordingId, voiceId, settings: { transposeSt }, seed: 1 });
  const unsubscribe = cantado.subscribe((event) => {
    if (event.name !== 'job.changed' || event.payload.id !== jobId) return;
    const playableSec = event.payload.progress?.playableSec ?? 0;
    if (playableSec > 0 && Number.isNaN(firstSoundSec)) firstSoundSec = (performance.now() - startedMs) / 1000;
  });
  for (;;) {
    const job = await cantado.call('jobs.get', { jobId });
    if (job.status === 'completed') {
      unsubscribe();
      const cpuAfter = childCpuSec();
      return { job, firstSoundSec, cpuSec: cpuBefore !== null && cpuAfter !== null ? cpuAfter - cpuBefore : null };
    }
    if (job.error) throw new Error(JSON.stringify(job.error));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/**
 * First and second take of one recording, in a program of their own so that memory is theirs alone. The program has sung a
 * second of speech before, so its threads run, as in an app that is open.
 */
async function twoTakes(name: string, durationSec: number, sampleRate: number) {
  const file = path.join(workFolder, `${name}.wav`);
  await writeSpeech(file, durationSec, sampleRate);
  const cantado = await openCantado({
    dataFolder: path.join(workFolder, `data-${name}`),
    resources: resourcesIn(programFolder),
    launchHost: forkHost,
    version: 'bench',
  });
  try {
    const startCpuSec = childCpuSec();
    const warmUp = path.join(workFolder, `${name}-warm-up.wav`);
    await writeSpeech(warmUp, 1, sampleRate);
    const { id } = await cantado.call('recordings.open', { path: warmUp });
    const { cpuSec: warmUpCpuSec } = await convert(cantado, id, 0, startCpuSec ?? 0);
    const cpuBefore = childCpuSec();
    const recording = await cantado.call('recordings.open', { path: file });
    const first = await convert(cantado, recording.id, 0, cpuBefore);
    const second = await convert(cantado, recording.id, 2, childCpuSec());
    const peakMb = peakChildMemoryMb();
    return { durationSec, first, second, warmUpCpuSec, peakMb, heard: await hearEvery(cantado, recording.id) };
  } finally {
    await cantado.close();
  }
}

type Heard = { readonly name: string; readonly seconds: number };

/** How long a person waits for a sample of each built-in voice on an analysed recording, slowest first. */
async function hearEvery(cantado: Cantado, recordingId: RecordingId): Promise<Heard[]> {
  const heard: Heard[] = [];
  for (const voice of await cantado.call('voices.list', undefined)) {
    const startedMs = performance.now();
    await cantado.call('voices.hear', { recordingId, voiceId: voice.id });
    heard.push({ name: voice.name.en, seconds: (performance.now() - startedMs) / 1000 });
  }
  return heard.sort((a, b) => b.seconds - a.seconds);
}

function stageRows(label: string, { job }: Run): BudgetRow[] {
  return job.stages.map(({ stage, realTimeFactor }) => ({
    what: `${label}: ${stage}`,
    figure: realTimeFactor === null ? 'cached' : `${realTimeFactor.toFixed(1)} ×`,
    budget: '',
    isMet: null,
  }));
}

/** On one core: by processor time where the system tells, else by the clock of the stages. */
function oneCoreSec({ job, cpuSec }: Run): number {
  return cpuSec ?? job.stages.reduce((total, stage) => total + stage.seconds, 0);
}

/** From the start of the program to its first answer, and from there until the window can be used. */
async function startUp(): Promise<{ readonly answerSec: number; readonly windowSec: number }> {
  const startedMs = performance.now();
  const served = await serve();
  const answerSec = (performance.now() - startedMs) / 1000;
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    await page.goto(served.url, { waitUntil: 'commit' });
    const answeredMs = performance.now();
    await page.getByRole('button', { name: /Choose/ }).click({ trial: true });
    return { answerSec, windowSec: (performance.now() - answeredMs) / 1000 };
  } finally {
    await browser.close();
    await served.stop();
  }
}

async function benchBuiltIn(): Promise<string> {
  const one = await twoTakes('one-minute-48k', 60, 48_000);
  const narrow = await twoTakes('one-minute-16k', 60, 16_000);
  const six = await twoTakes('six-minutes-48k', 360, 48_000);
  const start = await startUp();
  const rate = (seconds: number, durationSec: number): number => durationSec / seconds;
  const atLeast = (what: string, value: number, budget: number): BudgetRow => ({
    what,
    figure: `${value.toFixed(1)} ×`,
    budget: `≥ ${String(budget)} ×`,
    isMet: value >= budget,
  });
  const atMost = (what: string, value: number, budget: number, unit: string): BudgetRow => ({
    what,
    figure: `${value.toFixed(2)} ${unit}`,
    budget: `≤ ${String(budget)} ${unit}`,
    isMet: value <= budget,
  });
  return budgetTable([
    atLeast('first take, 48 kHz', rate(oneCoreSec(one.first), one.durationSec), 4),
    atLeast('first take, 16 kHz', rate(oneCoreSec(narrow.first), narrow.durationSec), 8),
    atLeast('second take, 48 kHz', rate(oneCoreSec(one.second), one.durationSec), 10),
    atMost('first sound, analysis cached', one.second.firstSoundSec, 1.5, 's'),
    ...one.heard.map(({ name, seconds }) => atMost(`${name} heard before a take, 48 kHz`, seconds, 1.5, 's')),
    atMost('window can be used after the server answers', start.windowSec, 1, 's'),
    ...(one.peakMb !== null && six.peakMb !== null
      ? [atMost(`memory, 6 minutes (${six.peakMb.toFixed(0)} MB) over 1 minute`, six.peakMb / one.peakMb, 1.15, '×')]
      : []),
    {
      what: 'starting the engine and singing the first second, processor time',
      figure: one.warmUpCpuSec === null ? 'not told' : `${one.warmUpCpuSec.toFixed(1)} s`,
      budget: '',
      isMet: null,
    },
    { what: 'server answers after its start', figure: `${start.answerSec.toFixed(1)} s`, budget: '', isMet: null },
    ...stageRows('first take, 48 kHz', one.first),
    ...stageRows('second take, 48 kHz', one.second),
    ...stageRows('first take, 16 kHz', narrow.first),
  ]);
}

const machine = `${cpus()[0]?.model ?? 'unknown processor'}, ${String(cpus().length)} cores, ${process.platform}, Node ${process.versions.node}`;
const page = path.join(programFolder, 'docs', 'performance.md');
const wanted = process.argv[2] ?? 'all';
try {
  const keep = (table: string, name: string): void => {
    const text = `${machine}\n\n${table}`;
    process.stdout.write(`${text}\n\n`);
    keepTable(page, text, name);
  };
  if (wanted === 'all' || wanted === 'built-in') keep(await benchBuiltIn(), 'measured');
  if (wanted === 'all' || wanted === 'rvc') {
    const { rows, threads } = await benchRvc(path.join(workFolder, 'rvc'));
    keep(`${budgetTable(rows)}\n\n${threadsTable(threads)}`, 'rvc');
  }
  if (wanted === 'all' || wanted === 'lanes') keep(budgetTable(await benchLanes(workFolder, programFolder)), 'lanes');
  if (wanted === 'all' || wanted === 'load') keep(budgetTable(await benchLoad()), 'load');
  if (wanted === 'all' || wanted === 'window') keep(budgetTable(await benchWindow()), 'window');
  // Takes half an hour: only when asked for.
  if (wanted === 'hour') keep(budgetTable(await benchHour(workFolder, programFolder)), 'hour');
  if (wanted === 'all' || wanted === 'history') keep(budgetTable(await benchHistory(programFolder)), 'history');
} finally {
  rmSync(workFolder, { recursive: true, force: true });
}
