import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOpenedFiles, readStartWords } from './openedFiles.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cantado-words-'));
beforeAll(() => {
  writeFileSync(path.join(folder, 'my song 🎤.wav'), '');
  mkdirSync(path.join(folder, 'a folder'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the words the desktop app is started with', () => {
  it('name recordings relative to where it was started', () => {
    expect(readStartWords(['my song 🎤.wav'], folder).files).toEqual([path.join(folder, 'my song 🎤.wav')]);
  });
  it('may be Chromium’s switches, folders or nothing that exists, which are nobody’s recordings', () => {
    expect(
      readStartWords(['--no-sandbox', '.', 'a folder', 'missing.wav', '--x=my song 🎤.wav'], folder).files,
    ).toEqual([]);
  });
  it('may say where the data lies, in both usual ways', () => {
    expect(readStartWords(['--data-dir', 'data'], folder).dataFolder).toBe(path.join(folder, 'data'));
    expect(readStartWords(['--data-dir=/data'], folder).dataFolder).toBe(path.resolve('/data'));
    expect(readStartWords([], folder).dataFolder).toBeUndefined();
  });
});

describe('files the system asks to open', () => {
  it('wait for the window, which is told, and are given once', () => {
    let told = 0;
    const opened = createOpenedFiles(() => told++);
    opened.add([]);
    expect(told).toBe(0);
    opened.add(['/a.wav']);
    opened.add(['/b.wav']);
    expect(told).toBe(2);
    expect(opened.take()).toEqual(['/a.wav', '/b.wav']);
    expect(opened.take()).toEqual([]);
  });
});
