import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { AppError } from '../contract/errors.ts';
import { exportFromFlags, type ExportFlags } from './exportFlags.ts';
import { cliTexts } from './texts/texts.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'cantado-export-'));
const at = (name: string): string => path.join(folder, name);
const read = (flags: ExportFlags) => exportFromFlags(flags, cliTexts('en'));

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function codeOf(flags: ExportFlags): string {
  try {
    read(flags);
    return 'accepted';
  } catch (error) {
    return error instanceof AppError ? error.code : 'unforeseen';
  }
}

describe('where and how the command line writes', () => {
  it('is WAV in its first quality, beside the recording, when nothing is said', () => {
    expect(read({})).toEqual({ format: 'wav' });
  });

  it('takes the format from the name', () => {
    expect(read({ out: at('x.mp3') })).toEqual({ format: 'mp3', path: at('x.mp3') });
    expect(read({ out: at('X.FLAC') })).toEqual({ format: 'flac', path: at('X.FLAC') });
    expect(read({ out: at('no extension') })).toEqual({ format: 'wav', path: at('no extension') });
  });

  it('makes a relative name absolute, so that the owner of the data folder writes where the caller stands', () => {
    expect(read({ out: '-🎤 "quoted" & más.wav' }).path).toBe(path.resolve('-🎤 "quoted" & más.wav'));
  });

  it('refuses a name that says another format than --format', () => {
    expect(codeOf({ format: 'wav', out: at('x.mp3') })).toBe('INVALID_INPUT');
    expect(codeOf({ format: 'wav', out: at('x.ogg') })).toBe('INVALID_INPUT');
  });

  it('refuses formats it cannot write', () => {
    expect(codeOf({ out: at('x.ogg') })).toBe('SETTING_OUT_OF_RANGE');
    expect(codeOf({ format: 'aac' })).toBe('SETTING_OUT_OF_RANGE');
  });

  it('takes the qualities of the format, and names them when refusing others', () => {
    expect(read({ bits: '32F' }).quality).toBe('32f');
    expect(read({ format: 'mp3', quality: 'v0' }).quality).toBe('V0');
    const refused: [ExportFlags, string][] = [
      [{ bits: '32f', format: 'flac' }, 'FLAC: --bits 24, 16'],
      [{ bits: '24', format: 'mp3' }, 'MP3: --quality V0, 320'],
      [{ quality: '320' }, 'WAV: --bits 24, 16, 32f'],
      [{ bits: '12' }, 'WAV: --bits 24, 16, 32f'],
    ];
    for (const [flags, allowed] of refused) {
      expect(() => read(flags)).toThrowError(
        expect.objectContaining({ details: expect.objectContaining({ allowed }) as unknown }) as Error,
      );
    }
  });

  it('never replaces a file, and says so before anything is rendered', () => {
    writeFileSync(at('there.wav'), '');
    expect(codeOf({ out: at('there.wav') })).toBe('OUTPUT_EXISTS');
    expect(codeOf({ out: folder })).toBe('OUTPUT_EXISTS');
  });

  it('refuses a folder that is not there', () => {
    expect(codeOf({ out: path.join(folder, 'missing', 'x.wav') })).toBe('FOLDER_NOT_WRITABLE');
  });
});
