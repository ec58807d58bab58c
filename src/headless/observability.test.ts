import { copyFileSync, mkdirSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { startFileServer } from '../../tests/suites/fileServer.ts';
import { runCommand } from '../../tests/suites/runCommand.ts';
import { smallBaseModels, writeSmallModels } from '../../tests/suites/smallBaseModels.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import { openCantado } from '../adapters/composition.ts';
import type { Metrics } from '../contract/metrics.ts';
import type { NetworkEntry } from '../contract/network.ts';

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
});

const openHere = () => openCantado(testCantadoOptions(path.join(folder, 'data'), path.join(folder, 'models')));

/** The command line over the real program and a manifest of small models. */
function run(words: string, language = 'en') {
  return runCommand({ argv: words.split(' '), homeFolder: folder, language, openCantado: openHere });
}

/** A recording of a short name that must not turn up anywhere it need not. */
function bringSpeech(): string {
  const file = path.join(folder, 'avó-Guilhermina.wav');
  mkdirSync(folder, { recursive: true });
  copyFileSync(path.resolve('tests/fixtures/audio/austen-0880.wav'), file);
  return file;
}

async function serveModels(): Promise<string> {
  const server = await startFileServer(readFileSync(smallBaseModels.rmvpe));
  writeSmallModels(path.join(folder, 'models'), { contentvec: ['http://127.0.0.1:9/'], rmvpe: [server.url()] });
  return new URL(server.url()).host;
}

describe('after a conversion', () => {
  it('figures, the log of the job and a report of a fault tell of it, and none of them names the recording', async () => {
    await serveModels();
    const sung = await run(`convert ${bringSpeech()} --voice deep --json`);
    expect(sung.code, sung.err).toBe(0);
    const { job } = JSON.parse(sung.out) as { job: { id: string } };

    const english = await run('stats');
    expect(english.out).toMatch(/^done +1$/m);
    expect(english.out).toMatch(/^Success +100\.0 %$/m);
    expect(english.out).toMatch(/^resynth +cpu +1 +\d+\.\d× /m);
    expect((await run('stats --days 7', 'pt_BR')).out).toMatch(/^Sucesso +100,0 %$/m);
    const figures = JSON.parse((await run('stats --json')).out) as Metrics;
    expect(figures).toMatchObject({ jobs: { completed: 1 }, conversions: { count: 1, measuredCount: 1 } });
    expect(figures.conversions.realTimeFactor).toBeGreaterThan(0);
    expect((await run('stats --prometheus')).out).toContain('cantado_jobs{status="completed"} 1\n');

    const lines = JSON.parse((await run(`jobs log ${job.id} --json`)).out) as { event: string; source: string }[];
    const told = lines.map(({ source, event }) => `${source} ${event}`);
    expect(told.filter((one) => one !== 'host stage')).toEqual([
      ...['queue created', 'queue start', 'host completed', 'queue complete'],
    ]);
    expect(told.filter((one) => one === 'host stage').length).toBeGreaterThan(4);
    expect((await run(`jobs log ${job.id}`)).out).toMatch(/^\S+Z +host +stage +stage=convert seconds=/m);
    expect((await run(`jobs log ${crypto.randomUUID()}`)).err).toContain('No log of this job is kept any more.');

    const report = (await run('diagnostics')).out;
    for (const fact of [
      'Cantado diagnostics',
      'onnxruntime: 1.',
      'ffmpeg: ',
      'sqlite: 3.',
      'completed: 1',
      'Last errors',
    ]) {
      expect(report).toContain(fact);
    }
    for (const word of ['Guilhermina', folder, os.hostname()]) expect(report).not.toContain(word);
    expect((await run('network')).err).toContain('Nothing has left this computer.');
  });
});

describe('cantado network', () => {
  it('lists what left the computer and what was held back, for people, programs and spreadsheets', async () => {
    const host = await serveModels();
    expect((await run('base-models download rmvpe')).code).toBe(0);
    expect((await run('base-models remove rmvpe')).code).toBe(0);
    const cantado = await openHere();
    await cantado.call('settings.set', { isOffline: true });
    await cantado.close();
    const refused = await run('base-models download rmvpe');
    expect(refused.err).toContain('Cantado stays offline, as you asked.');
    expect(refused.code).toBe(5);

    const { out } = await run('network');
    expect(out).toMatch(
      new RegExp(`${host} +base model +rmvpe +held back +0 B +0 B\n.*${host} +base model +rmvpe +answered \\(200\\)`),
    );
    expect((await run('network', 'pt_BR')).out).toMatch(/modelo de base +rmvpe +retida/);
    const entries = JSON.parse((await run('network --json')).out) as NetworkEntry[];
    expect(entries.map(({ state }) => state)).toEqual(['held-back', 'answered']);
    expect(entries[1]?.receivedBytes).toBeGreaterThan(readFileSync(smallBaseModels.rmvpe).length);
    const csv = (await run('network --csv')).out.trimEnd().split('\n');
    expect(csv[0]).toBe('id,at,host,reason,subject,state,status,sentBytes,receivedBytes');
    expect(csv).toHaveLength(3);
    expect(csv[1]).toMatch(new RegExp(`^2,.*Z,${host},base-model,rmvpe,held-back,,0,0$`));
    expect((await run('network --limit 1')).err).toContain('1 of 2');
  });

  it.each([
    ['network --json --csv', '--csv: goes with no --json'],
    ['stats --prometheus --json', '--prometheus: goes with no --json'],
    ['stats --days 0', '1 … 3650'],
    ['network --limit 1001', '1 … 1000'],
  ])('%s is a usage error that says why', async (words, sentence) => {
    const { code, out, err } = await run(words);
    expect(code).toBe(2);
    expect(out + err).toContain(sentence);
  });
});
