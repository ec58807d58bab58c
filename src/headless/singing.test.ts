import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { runCommand, staysOpen } from '../../tests/suites/runCommand.ts';
import { temporaryFolder } from '../../tests/suites/temporaryFolder.ts';
import { testCantadoOptions } from '../../tests/suites/testCantado.ts';
import type { Cantado } from '../adapters/cantado.ts';
import { openCantado } from '../adapters/composition.ts';
import type { Job, Take } from '../contract/jobs.ts';
import type { Melody } from '../contract/melodies.ts';
import { planSchema, type Plan } from '../contract/melody/plan.ts';

const fixture = (name: string): string => path.resolve('tests/fixtures', name);
const song = fixture('melody/eight-bars.mid');
const notes = 'tempo=120 C4:1 E4:1 G4:1 R:1 E4:2';

/** One program for all commands: that each may start its own is proved elsewhere. */
let dataFolder = '';
let cantado: Cantado;
beforeAll(async () => {
  dataFolder = mkdtempSync(path.join(tmpdir(), 'cantado-singing-'));
  cantado = await openCantado(testCantadoOptions(dataFolder));
});
afterAll(async () => {
  await cantado.close();
  rmSync(dataFolder, { recursive: true });
});

let folder = '';
let speech = '';
beforeEach(() => {
  folder = temporaryFolder();
  speech = path.join(folder, 'fala “é”.wav');
  copyFileSync(fixture('audio/austen-0880.wav'), speech);
});
const inFolder = (name: string): string => path.join(folder, name);

/** The command line over the real program. */
async function run(...argv: readonly string[]) {
  return runCommand({ argv, homeFolder: folder, openCantado: staysOpen(cantado) });
}

type Sung = { readonly job: Job; readonly take: Take; readonly outputPath: string };

async function sing(...argv: readonly string[]): Promise<Sung> {
  const { code, out, err } = await run('sing', speech, '--json', '--seed', '5', ...argv);
  expect(code, `${out}${err}`).toBe(0);
  return JSON.parse(out) as Sung;
}

const masterOf = ({ take }: Sung): Buffer => readFileSync(path.join(dataFolder, 'takes', take.id, 'master.wav'));
const planIn = (file: string): Plan => planSchema.parse(JSON.parse(readFileSync(file, 'utf8')));

describe('cantado melody', () => {
  it('tells what a file holds, for people and for programs', async () => {
    const { code, out } = await run('melody', fixture('melody/eight-bars.musicxml'));
    expect(code).toBe(0);
    expect(out).toMatch(/^0 .* 29 notes +\S+–\S+ +with words\nTrack 0 is sung: 29 notes, /);
    const json = JSON.parse((await run('melody', song, '--json')).out) as Melody;
    expect(json).toMatchObject({ kind: 'midi', name: 'eight-bars.mid', score: { notes: { length: 29 } } });
    expect(existsSync(path.join(dataFolder, 'melodies', `${json.id}.json`))).toBe(true);
  }, 60_000);
});

describe('cantado sing, with the real program', () => {
  it('sings a MIDI file, writes its plan, and sings that plan again to the same bits', async () => {
    const planFile = inFolder('plan.json');
    const sung = await sing('--melody', song, '--style', 'pop', '--score-out', planFile);
    expect(sung.take.recipe).toMatchObject({
      settings: { mode: 'melody', vibratoCents: 40 },
      melody: { kind: 'score' },
    });
    expect(sung.outputPath).toBe(inFolder('fala “é”-Your own voice-1.wav'));
    expect(statSync(sung.outputPath).size).toBeGreaterThan(100_000);
    const plan = planIn(planFile);
    expect(plan.notes).toHaveLength(29);
    expect(sung.take.durationSec).toBeCloseTo(plan.lengthSec, 1);
    const again = await sing('--plan', planFile, '--style', 'pop');
    expect(masterOf(again).equals(masterOf(sung))).toBe(true);
  }, 120_000);

  it('sings what was changed in a plan', async () => {
    const planFile = inFolder('plan.json');
    await sing('--notes', notes, '--score-out', planFile);
    const plan = planIn(planFile);
    const edited = { ...plan, notes: plan.notes.map((note) => ({ ...note, midi: note.midi + 2 })), curve: null };
    const editedFile = inFolder('edited.json');
    writeFileSync(editedFile, JSON.stringify(edited));
    const editedOut = inFolder('edited-out.json');
    await sing('--plan', editedFile, '--score-out', editedOut);
    const heard = planIn(editedOut);
    const middle = (one: Plan): number => {
      const [note] = one.notes;
      if (!note || !one.curve) throw new Error('a sung note');
      return one.curve[Math.round(((note.startSec + note.endSec) / 2) * 200)] ?? 0;
    };
    expect(middle(heard) - middle(plan)).toBeCloseTo(2, 1);
    const lying = inFolder('lying.json');
    writeFileSync(lying, JSON.stringify({ ...plan, lengthSec: 1e-3 }));
    const refused = await run('sing', speech, '--plan', lying);
    expect(refused.code).toBe(3);
    expect(refused.err).toContain('lying.json is not a plan that can be sung.');
    const other = inFolder('other.wav');
    copyFileSync(fixture('audio/austen-0890.wav'), other);
    const elsewhere = await run('sing', other, '--plan', planFile);
    expect([elsewhere.code, elsewhere.out]).toEqual([3, '']);
    expect(elsewhere.err).toContain('plan.json was made for another recording.');
  }, 120_000);

  it('sings what a take sang, as a hum, over music that goes into the file', async () => {
    const first = await sing('--notes', notes, '--out', inFolder('sung.wav'));
    const second = await sing('--hum', first.outputPath, '--backing', first.outputPath, '--out', inFolder('alone.wav'));
    expect(second.take.recipe).toMatchObject({
      melody: { kind: 'guide', use: 'notes' },
      backing: { gainDb: -6, startSec: 0 },
    });
    const mixed = await sing(
      ...['--hum', first.outputPath, '--backing', first.outputPath, '--with-backing', '--out', inFolder('mixed.wav')],
    );
    expect(masterOf(mixed).equals(masterOf(second))).toBe(true);
    expect(readFileSync(mixed.outputPath).equals(readFileSync(second.outputPath))).toBe(false);
  }, 180_000);

  it.each([
    ['a sound instead of notes', ['--melody', fixture('audio/austen-0890.wav')], 'open it as a guide or a hum'],
    ['half a MIDI file', ['--melody', 'half.mid'], 'half.mid could not be read as a melody. It ends before it should'],
    ['a note that is none', ['--notes', 'C4:1 H9'], '“H9” could not be read as a note. It is word 2.'],
    ['nothing typed', ['--notes', ' # later'], 'What was typed holds no notes.'],
    ['a track that is not there', ['--melody', song, '--track', '99'], 'has no track 99 with notes.'],
    ['no file', ['--hum', 'nowhere.wav'], 'nowhere.wav is not there.'],
  ])(
    'refuses %s in whole sentences, and makes nothing',
    async (_name, argv, sentence) => {
      writeFileSync(inFolder('half.mid'), readFileSync(song).subarray(0, 60));
      const { code, out, err } = await run(
        'sing',
        speech,
        ...argv.map((word) => (word === 'half.mid' ? inFolder(word) : word)),
      );
      expect(out).toBe('');
      expect(err.replaceAll('\n', ' ')).toContain(sentence);
      expect([2, 3]).toContain(code);
      expect(readdirSync(folder).sort()).toEqual(['fala “é”.wav', 'half.mid']);
    },
    60_000,
  );
});
