import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../contract/errors.ts';
import { replyOf } from './replies.ts';

let logsFolder = '';
beforeEach(async () => {
  logsFolder = await mkdtemp(join(tmpdir(), 'cantado-replies-'));
});
afterEach(async () => {
  await rm(logsFolder, { recursive: true, force: true });
});

function replyTo(work: () => unknown) {
  const config = {
    cacheFolder: '',
    modelsFolder: '',
    baseModelsFolder: '',
    devicesFile: '',
    logsFolder,
    ffmpegPath: null,
  };
  return replyOf(config, work, { folder: '/takes/one' });
}

function failing(code: string, path?: string) {
  return () => {
    throw Object.assign(new Error(code), { code, ...(path !== undefined && { path }) });
  };
}

describe('a reply out of a thread', () => {
  it('carries the value, or the error with its code and details', async () => {
    expect(await replyTo(() => 7)).toEqual({ ok: true, value: 7 });
    const refused = replyTo(() => {
      throw new AppError('AUDIO_SILENT', { file: 'a.wav' });
    });
    expect(await refused).toEqual({ ok: false, error: { code: 'AUDIO_SILENT', details: { file: 'a.wav' } } });
  });

  it('names the folder that is full or write-protected, of the path if the system tells it', async () => {
    const full = { ok: false, error: { code: 'DISK_FULL', details: { folder: '/takes/one' } } };
    expect(await replyTo(failing('ENOSPC'))).toEqual(full);
    const protectedFolder = { ok: false, error: { code: 'FOLDER_NOT_WRITABLE', details: { folder: '/music' } } };
    expect(await replyTo(failing('EACCES', '/music/out.wav'))).toEqual(protectedFolder);
  });

  it('says that memory ran out when an array could not be made', async () => {
    const reply = await replyTo(() => new Float64Array(2 ** 40));
    expect(reply).toMatchObject({ ok: false, error: { code: 'OUT_OF_MEMORY' } });
  });

  it('keeps what nobody foresaw in the log, under the id that a person sees', async () => {
    const reply = await replyTo(() => {
      throw new TypeError('secret path /home/someone');
    });
    expect(reply).toMatchObject({ ok: false, error: { code: 'INTERNAL' } });
    expect(JSON.stringify(reply)).not.toContain('secret');
    const line = JSON.parse(await readFile(join(logsFolder, 'host-errors.jsonl'), 'utf8')) as { id: string };
    expect(reply).toMatchObject({ error: { details: { id: line.id } } });
    expect(JSON.stringify(line)).toContain('secret path');
  });
});
