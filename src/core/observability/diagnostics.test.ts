import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noMetrics, nothingObserved } from '../../../tests/suites/nothingObserved.ts';
import type { Device } from '../../contract/devices.ts';
import { preferencesSchema } from '../../contract/operations/app.ts';
import { diagnosticsText, type DiagnosticsFacts } from './diagnostics.ts';
import { errorStory } from './errorStory.ts';
import { createRedactor } from './redact.ts';

const cpu: Device = {
  ...{ id: 'cpu', kind: 'cpu', label: 'Processor', status: 'proved', realTimeFactor: 2, isPreferred: false },
  ...{ families: [], reason: '', item: '' },
};

async function factsWith(change: Partial<DiagnosticsFacts>): Promise<DiagnosticsFacts> {
  return {
    madeAt: '2026-11-22T10:00:00.000Z',
    ...{ version: '1.2.3', isReadOnly: false, notices: [], networkRequestCount: 3, errors: [] },
    ...{ devices: [cpu], preferences: preferencesSchema.parse({}), metrics: noMetrics },
    settingIds: ['effects', 'mode', 'notes'],
    machine: await nothingObserved.diagnostics.machine(),
    ...change,
  };
}

/** An error as the log tells it, thrown in a program that lies in somebody's home. */
function loggedError(secret: string): unknown {
  const message = `ENOENT: no such file, open '/home/ana/${secret}'\n    at fake (/home/ana/src/${secret}.ts:1:1)`;
  const stack = `Error: ${message}\n    at read (file:///home/ana/work/cantado/out/headless/cli.js:10:5)\n    at async node:fs:3:4\n    at ${secret} (/home/ana/${secret}/a.js:1:2)\n    at run (C:\\Users\\Ana\\cantado\\node_modules\\piscina\\dist\\worker.js:7:8)`;
  return {
    at: '2026-11-22T10:00:00.000Z',
    level: 'error',
    id: '0123abcd',
    file: secret,
    error: { name: 'Error', message, stack },
  };
}

/** A word that no report holds by itself. */
const secretWord = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 24 })
  .map((text) => `Zq${text.replaceAll('\0', '')}qZ`);

describe('the report of a fault', () => {
  it('tells what mending needs', async () => {
    const text = diagnosticsText(await factsWith({ errors: [loggedError('x')] }));
    for (const line of [
      '  version: 1.2.3',
      '  node: 24.0.0',
      '  electron: none',
      '  cpu: Processor; proved',
      '  stay offline: false',
    ]) {
      expect(text).toContain(`${line}\n`);
    }
    expect(text).toContain('  2026-11-22T10:00:00.000Z ENOENT 0123abcd\n    read (headless/cli.js:10:5)\n');
  });

  it('holds no name, path or text of a person, whatever settings and log hold', async () => {
    await fc.assert(
      fc.asyncProperty(secretWord, async (secret) => {
        const preferences = {
          ...preferencesSchema.parse({}),
          exportFolder: `/home/ana/${secret}`,
          exportQuality: secret,
          nameTemplate: `{name} ${secret}`,
          settings: { effects: secret, mode: secret, [secret]: 1, notes: [0, 7] },
        };
        const text = diagnosticsText(
          await factsWith({ preferences, errors: [loggedError(secret), { secret }, secret] }),
        );
        expect(text).not.toContain(secret);
        expect(text).not.toMatch(/ana|Users/);
      }),
    );
  });
});

describe('an error in a report', () => {
  it('keeps its place in the program, and no message', () => {
    expect(errorStory(loggedError('geheim'))).toEqual({
      at: '2026-11-22T10:00:00.000Z',
      id: '0123abcd',
      code: 'ENOENT',
      frames: [
        'read (headless/cli.js:10:5)',
        '(function) (node:fs:3:4)',
        '(elsewhere)',
        'run (piscina/dist/worker.js:7:8)',
      ],
    });
  });

  it('is told by the code a person saw', () => {
    const error = { name: 'AppError', code: 'DISK_FULL', message: 'DISK_FULL {}', stack: 'Error: DISK_FULL {}' };
    expect(errorStory({ at: '', id: 'x', error })?.code).toBe('DISK_FULL');
  });

  it.each([[{ event: 'job.start' }], ['text'], [null], [7]])('is none where the log tells of none: %j', (line) => {
    expect(errorStory(line)).toBeUndefined();
  });
});

describe('the redactor', () => {
  const home = '/home/Ana Maria';
  const redact = createRedactor([home, 'Ana Maria', 'annas-laptop', 'jo', 'C:\\Users\\Ana Maria']);

  it.each([
    'read /home/Ana Maria/x/y.wav now',
    'HOME=C:\\Users\\Ana Maria\\music',
    'at file:///home/Ana%20Maria/app/a.js:1:1',
    'user ana maria on ANNAS-LAPTOP',
    'folder C:\\\\Users\\\\Ana Maria',
    'D:\\Aufnahmen\\geheim.wav',
    '\\\\server\\share\\geheim',
    '/Volumes/geheim/a',
    'mail geheim@example.org',
    'https://geheim.example/x?token=geheim',
    'host 192.168.1.17 answered',
    'Bearer 9f8e7d6c5b4a39281706f5e4d3c2b1a0',
    'opened geheim.flac twice',
    'jo did it',
  ])('takes out of %j what tells a person or a place', (text) => {
    expect(redact(text)).not.toMatch(/ana|anna|geheim|\bjo\b|192\.168|9f8e7d|Users/i);
  });

  it('leaves what a report is for', () => {
    const text =
      'chrome: 138.0.7204.49\nread (core/jobs/queue.ts:12:7)\nnode:fs:3:4\nlinux x64 6.1.0-13-amd64\njob 12, major';
    expect(redact(text)).toBe(text);
  });

  it('lets no private word through, wherever it stands and however it is written', () => {
    const around = fc.string({ unit: 'grapheme' });
    const word = fc.string({ unit: 'grapheme', minLength: 3, maxLength: 20 }).filter((text) => text.trim().length >= 3);
    fc.assert(
      fc.property(word, around, around, (name, before, after) => {
        fc.pre(!'(private)(address)(path)(file)(token)'.includes(name.toLowerCase()));
        const all = createRedactor([name, `/home/${name}`]);
        for (const text of [
          `${before}${name}${after}`,
          `${before}/home/${name}/x${after}`,
          before + name.toUpperCase() + after,
        ]) {
          expect(all(text)).not.toContain(name);
        }
      }),
    );
  });
});
