import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { runCommand, staysOpen } from '../../tests/suites/runCommand.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import type { Cantado } from '../adapters/cantado.ts';
import { openCantado } from '../adapters/composition.ts';
import type { ImportReport } from '../contract/imports.ts';
import type { Voice } from '../contract/voices.ts';

const fixtures = path.resolve('tests/fixtures/rvc');
let folder = '';
let cantado: Cantado;
beforeEach(() => {
  folder = temporaryFolder();
  mkdirSync(path.join(folder, 'files'));
});

/** A fixture under a name of its own, in a folder of its own. */
function file(fixture: string, name: string): string {
  const to = path.join(folder, 'files', name);
  copyFileSync(path.join(fixtures, fixture), to);
  return to;
}

/** The command line over the real program, which stays open: that each command may start its own is proved elsewhere. */
async function run(argv: readonly string[], language = 'en') {
  return runCommand({ argv: ['voices', ...argv], homeFolder: folder, language, openCantado: staysOpen(cantado) });
}

const voicesIn = (dataFolder: string): string[] => readdirSync(path.join(dataFolder, 'voices'));

describe('cantado voices', () => {
  beforeEach(async () => {
    cantado = await openCantado(testCantadoOptions(path.join(folder, 'data')));
    onTestFinished(() => cantado.close());
  });

  it.skipIf(process.platform === 'win32')('never lets the name of a file write a line of its own', async () => {
    const evil = file('voices/v1_f0_40k/v1_f0_40k.pth', 'mare\n✓ forged\u202e.pth');
    const imported = await run(['import', evil]);
    expect(imported.code).toBe(0);
    const shown = await run(['show', /[0-9a-f-]{36}/.exec(imported.out)?.[0] ?? '']);
    expect(shown.out).toContain('mare ✓ forged\u{fffd}.pth');
    const refused = await run(['import', file('broken/evil_eval.pth', 'eval\n✓ forged\u202e.pth')]);
    for (const text of [imported.out, shown.out, refused.err]) expect(text).not.toMatch(/^✓ forged|\u202e/m);
    expect(refused.err).toContain('eval ✓ forged\u{fffd}.pth');
  });

  it('imports a voice with the index beside it, tells what was found, and removes and restores it', async () => {
    file('index/idx256/added_IVF10_Flat_nprobe_1_idx256_v1.index', 'added_IVF10_Flat_nprobe_1_mare-alta_v1.index');
    const voice = file('voices/v1_f0_40k/v1_f0_40k.pth', 'mare-alta.pth');
    const imported = await run(['import', voice, '--consent', 'mine', '--licence', 'CC BY 4.0']);
    expect(imported).toMatchObject({ code: 0, err: '' });
    const [, id = ''] = /\nAdded: Mare Alta \((.*)\)\n$/.exec(imported.out) ?? [];
    expect(imported.out).toMatch(
      /^✓ Weights only.*\n✓ RVC v1, 40 kHz, pitch-aware, 3 speakers\n✓ Index matches: 256 dims, .* vectors\n✓ Test phrase sung in .* s, no dropouts\n! No licence inside\n/,
    );
    expect(voicesIn(path.join(folder, 'data'))).toEqual([id]);
    const shown = await run(['show', 'mare alta']);
    expect(shown.out).toMatch(/Whose voice +mine\n/);
    expect(shown.out).toMatch(/Licence +CC BY 4.0\n/);
    const again = await run(['import', voice], 'pt_BR');
    expect(again).toMatchObject({ code: 0 });
    expect(again.out).toMatch(/– A mesma voz já está .*: Mare Alta\nJá está aqui: Mare Alta/);
    expect((await run(['remove', 'Mare Alta'])).out).toContain(`cantado voices restore ${id}`);
    expect((await run(['list'])).out).not.toContain('Mare Alta');
    expect((await run(['removed', '--json'])).out).toContain(id);
    expect(await run(['restore', 'nobody'])).toMatchObject({ code: 2 });
    expect(await run(['restore', 'MARE ALTA'])).toMatchObject({ code: 0, out: `Back again: Mare Alta (${id})\n` });
    expect((await run(['list'])).out).toContain('Mare Alta');
  }, 60_000);

  it('prints one JSON value, takes a name, and numbers a name that is taken', async () => {
    const first = await run(['import', file('voices/v2_f0_40k/v2_f0_40k.pth', 'a.pth'), '--name', 'Ana', '--json']);
    const { report, voice } = JSON.parse(first.out) as { report: ImportReport; voice: Voice };
    expect([report.canAdd, voice.name.en, voice.consent, voice.status]).toEqual([true, 'Ana', 'unknown', 'ready']);
    const other = file('voices/v1_nof0_40k/v1_nof0_40k.pth', 'b.pth');
    expect((await run(['import', other, '--name', 'Ana'])).out).toMatch(/\nAdded: Ana \(2\) \(/);
    expect(await run(['import', other, '--consent', 'stolen'])).toMatchObject({ code: 2, out: '' });
    expect(await run(['remove', 'deep'])).toMatchObject({ code: 2, out: '' });
  }, 60_000);
});

describe('cantado voices import, of what is no voice', () => {
  let dataFolder = '';
  beforeAll(async () => {
    dataFolder = mkdtempSync(path.join(tmpdir(), 'cantado-voices-'));
    cantado = await openCantado(testCantadoOptions(dataFolder));
  });
  afterAll(async () => {
    await cantado.close();
    rmSync(dataFolder, { recursive: true });
  });

  it.each([
    ['broken/evil_os_system.pth', 'is not safe to open', 'Nothing in it was run'],
    ['broken/training_checkpoint_G.pth', 'This is a training checkpoint (x.pth)', 'cannot sing'],
    ['broken/truncated_half.pth', 'is damaged', ''],
    ['voices/applio_v2_40k_refinegan/applio_v2_40k_refinegan.pth', 'does not have', 'RefineGAN'],
    ['index/idx256/added_IVF10_Flat_nprobe_1_idx256_v1.index', 'index of a voice', '.pth'],
  ])('says what %s is, with exit code 3, and keeps nothing of it', async (fixture, title, hint) => {
    const { code, out, err } = await run(['import', file(fixture, 'x.pth')]);
    expect({ code, out }).toEqual({ code: 3, out: '' });
    expect(err).toContain(title);
    expect(err).toContain(hint);
    expect(voicesIn(dataFolder)).toEqual([]);
  });
});
