import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeEach, describe, expect, it } from 'vitest';
import { completedJob } from '../suites/completedJob.ts';
import { startFileServer } from '../suites/fileServer.ts';
import { smallBaseModels, writeSmallModels } from '../suites/smallBaseModels.ts';
import { spawnCantado, type CantadoProcess } from '../suites/spawnCantado.ts';
import { temporaryFolder } from '../suites/temporaryFolder.ts';
import type { Seen } from '../suites/watchSockets.ts';

const speech = path.resolve('tests/fixtures/audio/austen-0880.wav');
const voiceFixture = path.resolve('tests/fixtures/rvc/voices/v1_f0_40k/v1_f0_40k.pth');
/** What the kernel is asked for, where this machine can tell: native code and ffmpeg cannot hide from it. */
const strace = ['/usr/bin/strace', '/bin/strace'].find(existsSync);

let folder = '';
beforeEach(() => {
  folder = temporaryFolder();
  // The program must see to it itself that nothing is reported.
  for (const name of ['ORT_DISABLE_TELEMETRY', 'ORT_TELEMETRY_DISABLED', 'CI'])
    Reflect.deleteProperty(process.env, name);
  process.env['CANTADO_SOCKETS'] = path.join(folder, 'sockets.jsonl');
  process.env['NODE_OPTIONS'] = `--import ${pathToFileURL(path.resolve('tests/suites/watchSockets.ts')).href}`;
});

function seen(): Seen[] {
  const lines = readFileSync(path.join(folder, 'sockets.jsonl'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => JSON.parse(line) as Seen);
}

/** Runs the rest of the words under the kernel's eyes. */
function tracer(): string[] {
  const output = path.join(folder, 'kernel.txt');
  return strace === undefined
    ? []
    : [strace, '-D', '-f', '--seccomp-bpf', '-qq', '-e', 'trace=connect,sendto,sendmsg', '-o', output];
}

/** `127.0.0.1:80` of every address of a network that the kernel was asked to reach. */
function reachedByKernel(): string[] {
  const text = readFileSync(path.join(folder, 'kernel.txt'), 'utf8');
  const calls = text.split('\n').filter((line) => /sa_family=AF_INET6?\b/.test(line));
  return calls.map((line) => {
    const port = /sin6?_port=htons\((\d+)\)/.exec(line)?.[1] ?? '?';
    const host = /(?:inet_addr\(|inet_pton\(AF_INET6, )"([^"]+)"/.exec(line)?.[1] ?? '?';
    return `${host}:${port}`;
  });
}

/** Files that ask who reads them to fetch something, under innocent names. */
function hostileFiles(trap: string): string[] {
  const { host, port } = new URL(trap);
  const texts = {
    'song.mp3': `#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n${trap}/a.ts\n#EXT-X-ENDLIST\n`,
    'song.wav': `#EXTM3U\n#EXT-X-VERSION:3\n#EXT-X-KEY:METHOD=AES-128,URI="${trap}/key"\n#EXTINF:9,\n${trap}/b.aac\n`,
    'song.m4a': `ffconcat version 1.0\nfile ${trap}/c.wav\nduration 9\n`,
    'song.ogg': `v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 ${host.split(':')[0] ?? ''}\nt=0 0\nm=audio ${port} RTP/AVP 0\n`,
    'song.mp4': `<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011" type="static"><Period><AdaptationSet><Representation id="1" bandwidth="1"><BaseURL>${trap}/d.mp4</BaseURL></Representation></AdaptationSet></Period></MPD>`,
    'song.flac': `[playlist]\nFile1=${trap}/e.flac\nNumberOfEntries=1\n`,
    'song.asf': `<asx version="3.0"><entry><ref href="${trap}/f.asf"/></entry></asx>`,
  };
  return Object.entries(texts).map(([name, text]) => {
    const file = path.join(folder, name);
    writeFileSync(file, text);
    return file;
  });
}

/** Everything a person does with the program, once. */
async function useTheWholeProgram(cantado: CantadoProcess, hostile: readonly string[]): Promise<void> {
  for (const file of hostile) {
    await expect(cantado.call('recordings.open', { path: file }), file).rejects.toMatchObject({ code: /AUDIO/ });
  }
  await cantado.call('baseModels.import', { path: smallBaseModels.contentvec });
  const report = await cantado.call('voices.inspect', { path: voiceFixture });
  const voice = await cantado.call('voices.add', { importId: report.importId ?? '' });
  const recording = await cantado.call('recordings.open', { path: path.join(folder, 'speech.wav') });
  for (const voiceId of ['deep', voice.id]) {
    const { jobId, takeId } = await cantado.call('jobs.create', {
      ...{ recordingId: recording.id, voiceId, export: { format: 'flac' as const } },
    });
    await completedJob(cantado, jobId);
    await cantado.call('takes.export', { takeId, export: { format: 'mp3' } });
  }
  const batch = await cantado.call('batches.create', { paths: [path.join(folder, 'many')], voiceId: 'deep' });
  const state = async (): Promise<string> => (await cantado.call('batches.get', { batchId: batch.id })).state;
  await expect.poll(state, { timeout: 60_000 }).toBe('done');
  await cantado.call('settings.set', { language: 'pt-BR', isPausedOnBattery: true });
  await cantado.call('devices.list', undefined);
  await cantado.call('metrics.get', {});
  await cantado.call('diagnostics.get', undefined);
}

/** Waits until a download has ended, one way or the other. */
async function downloaded(cantado: CantadoProcess, modelId: string): Promise<string> {
  await cantado.call('baseModels.download', { modelId });
  const state = async (): Promise<string> => {
    const models = await cantado.call('baseModels.list', undefined);
    return models.find(({ id }) => id === modelId)?.current.state ?? '';
  };
  await expect.poll(state, { timeout: 60_000 }).toMatch(/missing|ready|failed/);
  return state();
}

describe('the whole program', () => {
  it('reaches nobody whom the ledger does not name, whatever is done with it and whatever files it is given', async () => {
    const bytes = readFileSync(smallBaseModels.rmvpe);
    const real = await startFileServer(bytes);
    const leading = await startFileServer(bytes, [{ dropAfterBytes: 70_000 }, { status: 302, location: real.url() }]);
    const trap = await startFileServer(bytes);
    const urls = { contentvec: ['http://127.0.0.1:9/'], rmvpe: [leading.url()] };
    const modelsFolder = writeSmallModels(path.join(folder, 'models'), urls);
    copyFileSync(speech, path.join(folder, 'speech.wav'));
    mkdirSync(path.join(folder, 'many'));
    for (const name of ['a.wav', 'b.wav']) copyFileSync(speech, path.join(folder, 'many', name));

    const dataFolder = path.join(folder, 'data');
    const cantado = await spawnCantado(dataFolder, { modelsFolder, under: tracer() });
    const other = await spawnCantado(dataFolder, { modelsFolder });
    expect(await other.isOwner()).toBe(false);
    await useTheWholeProgram(cantado, hostileFiles(trap.url('')));
    await cantado.call('baseModels.remove', { modelId: 'contentvec' });
    expect(await downloaded(cantado, 'contentvec')).toBe('failed');
    expect(await downloaded(cantado, 'rmvpe')).toBe('ready');
    await other.call('settings.set', { isOffline: true });
    await cantado.call('baseModels.remove', { modelId: 'rmvpe' });
    expect(await downloaded(cantado, 'rmvpe')).toBe('failed');
    const { entries } = await cantado.call('network.list', { limit: 1000 });
    await other.close();
    await cantado.close();

    const told = entries
      .filter(({ state }) => state !== 'held-back')
      .map(({ host }) => host)
      .sort();
    expect(entries.filter(({ state }) => state === 'held-back').length).toBe(1);
    expect(told.length).toBe(
      real.seen.length + leading.seen.length + told.filter((host) => host.endsWith(':9')).length,
    );
    const connected = seen()
      .filter(({ kind }) => kind === 'connect')
      .map(({ to }) => to);
    const isOwnSocket = (to: string): boolean =>
      path.basename(to) === 'owner.sock' || to.startsWith('\\\\.\\pipe\\cantado-');
    expect(connected.filter((to) => !isOwnSocket(to)).sort()).toEqual(told);
    expect(connected.some(isOwnSocket)).toBe(true);
    expect(seen().filter(({ kind }) => kind === 'packet' || kind === 'lookup')).toEqual([]);
    expect(trap.seen).toEqual([]);
    if (strace !== undefined) await expect.poll(() => reachedByKernel().sort()).toEqual(told);
    // Two programs, at least one inference host, and threads of its pools told what they did.
    const watched = seen().filter(({ kind }) => kind === 'watched');
    expect(new Set(watched.map(({ pid }) => pid)).size).toBeGreaterThanOrEqual(3);
    expect(watched.some(({ threadId }) => threadId > 0)).toBe(true);
  }, 240_000);
});

describe('the watch over sockets', () => {
  it('sees what a program does behind the ledger’s back: in its thread, in a worker, in a child', async () => {
    const trap = await startFileServer(new Uint8Array(10));
    const fetching = `await fetch('${trap.url()}').then((r) => r.arrayBuffer())`;
    const worker = path.join(folder, 'worker.mjs');
    writeFileSync(worker, fetching);
    const script = `
      import { Worker } from 'node:worker_threads';
      import { execFileSync } from 'node:child_process';
      ${fetching};
      await new Promise((end) => new Worker(${JSON.stringify(worker)}).on('exit', end));
      execFileSync(process.execPath, ['--input-type=module', '-e', ${JSON.stringify(fetching)}]);
    `;
    const file = path.join(folder, 'behind.mjs');
    writeFileSync(file, script);
    const [program = '', ...words] = [...tracer(), process.execPath, file];
    const child = spawn(program, words, { stdio: 'inherit' });
    expect(await new Promise((resolve) => child.on('exit', resolve))).toBe(0);
    const { host } = new URL(trap.url());
    expect(seen().filter(({ kind, to }) => kind === 'connect' && to === host)).toHaveLength(3);
    expect(trap.seen).toHaveLength(3);
    if (strace !== undefined) await expect.poll(reachedByKernel).toEqual([host, host, host]);
  }, 60_000);
});
