import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../../tests/suites/temporaryFolder.ts';
import { AppError } from '../../contract/errors.ts';
import { createJsonLog } from './jsonLog.ts';

describe('the log', () => {
  it('holds the whole story of an error under the id a person may see', () => {
    const folder = path.join(temporaryFolder(), 'logs');
    const log = createJsonLog(folder, () => 0);
    const cause = new TypeError('the reason');
    log.error('ab12', new AppError('FILE_EMPTY', { file: 'a.wav' }, { cause }), { jobId: 'j' });
    const line: unknown = JSON.parse(readFileSync(path.join(folder, 'app.jsonl'), 'utf8'));
    expect(line).toMatchObject({
      at: '1970-01-01T00:00:00.000Z',
      level: 'error',
      id: 'ab12',
      jobId: 'j',
      error: { code: 'FILE_EMPTY', details: { file: 'a.wav' }, cause: { name: 'TypeError', message: 'the reason' } },
    });
    expect(JSON.stringify(line)).toContain('jsonLog.test.ts');
  });

  it('never grows beyond two files of two megabytes', () => {
    const folder = temporaryFolder();
    const log = createJsonLog(folder, Date.now);
    for (let count = 0; count < 60; count++) log.info('much', { text: 'x'.repeat(100_000) });
    expect(readdirSync(folder).sort()).toEqual(['app.1.jsonl', 'app.jsonl']);
    for (const name of readdirSync(folder)) expect(statSync(path.join(folder, name)).size).toBeLessThan(2_300_000);
  });

  it('that cannot be written stops nothing', () => {
    const file = path.join(temporaryFolder(), 'file');
    writeFileSync(file, '');
    expect(() => {
      createJsonLog(path.join(file, 'logs'), Date.now).info('anything');
    }).not.toThrow();
  });
});
