import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { ffmpegBuilds } from '../../../tests/suites/ffmpegBuilds.ts';
import { locateFfmpeg, outsideArchive } from './locateFfmpeg.ts';

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'cantado-ffmpeg-'));
afterAll(() => {
  fs.rmSync(folder, { recursive: true });
});
afterEach(() => {
  vi.unstubAllEnvs();
});

test.each(ffmpegBuilds())('the user’s own choice comes first ($build)', async ({ ffmpegPath }) => {
  expect(await locateFfmpeg(ffmpegPath)).toBe(ffmpegPath);
});

test('a choice that is no ffmpeg is passed over', async () => {
  const pretender = path.join(folder, 'pretender');
  fs.writeFileSync(pretender, '#!/bin/sh\necho I am something else\n', { mode: 0o755 });
  const found = await locateFfmpeg(pretender);
  expect(found).not.toBe(pretender);
  expect(await locateFfmpeg(path.join(folder, 'missing'))).toBe(found);
});

test('without any on the system the packaged one serves', async () => {
  vi.stubEnv('PATH', folder);
  // Another key than null, because answers are remembered.
  expect(path.basename(await locateFfmpeg(path.join(folder, 'nothing here')))).toMatch(/^ffmpeg/);
});

test('a binary inside the application archive is looked for beside it', () => {
  expect(outsideArchive('/opt/Cantado/resources/app.asar/node_modules/x/ffmpeg')).toBe(
    '/opt/Cantado/resources/app.asar.unpacked/node_modules/x/ffmpeg',
  );
  expect(outsideArchive(String.raw`C:\Cantado\app.asar\x\ffmpeg.exe`)).toBe(
    String.raw`C:\Cantado\app.asar.unpacked\x\ffmpeg.exe`,
  );
  expect(outsideArchive('/home/app.asar.notes/ffmpeg')).toBe('/home/app.asar.notes/ffmpeg');
});
