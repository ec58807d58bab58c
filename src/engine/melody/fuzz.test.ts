import { expect, it } from 'vitest';
import { eightBarsMidi, eightBarsMusicXml } from '../../../tests/suites/eightBars.ts';
import { midiBytes, midiNote } from '../../../tests/suites/midiFile.ts';
import { fuzz, mutationCount } from '../../../tests/suites/mutate.ts';
import { zipBytes } from '../../../tests/suites/zipFile.ts';
import { byteTools } from '../../adapters/voices/byteTools.ts';
import { melodyContentSchema } from '../../contract/melodies.ts';
import { readScoreFile } from './readScoreFile.ts';

const text = (value: string) => new TextEncoder().encode(value);
const xml = text(eightBarsMusicXml());
const typed = 'tempo=100 C4:1=When D4:1/2=the E#4:0.5=sun R:1 | G4:2="is low" # and so on\n'.repeat(9);
const line = Array.from({ length: 60 }, (_, i) => midiNote(i * 200, 190, 50 + (i % 30), i % 3)).flat();

/** What is opened must be a melody as the contract has it, within all its limits. */
function read(bytes: Uint8Array<ArrayBuffer>): void {
  melodyContentSchema.parse(readScoreFile(bytes, { name: 'mutated', track: null }, byteTools));
}

it.each([
  ['MIDI', [eightBarsMidi(), midiBytes([line], { format: 0, hasRunningStatus: true })]],
  ['MusicXML', [xml]],
  ['compressed MusicXML', [zipBytes([{ name: 'score.xml', bytes: xml, isDeflated: true, alignment: 512 }])]],
  ['typed notes', [text(typed)]],
] as const)('a mutated file of %s is read or refused in words', (_, originals) => {
  const result = fuzz(originals, 0, read);
  expect(result.opened + result.refused).toBe(mutationCount);
  expect(Math.min(result.opened, result.refused), 'both ends').toBeGreaterThan(mutationCount / 100);
});

it('the largest MIDI file, of nothing but notes, takes neither long nor much', () => {
  const body = new Uint8Array(31 * 2 ** 20);
  for (let at = 0; at + 3 <= body.length; at += 3) body.set([0, 60, at % 2 === 0 ? 80 : 0], at);
  body.set([0, 0x90, 60, 80], 0);
  const head = midiBytes([]);
  const bytes = new Uint8Array(head.length + 8 + body.length);
  bytes.set(head);
  bytes.set(text('MTrk'), head.length);
  new DataView(bytes.buffer).setUint32(head.length + 4, body.length);
  bytes.set(body, head.length + 8);
  const before = process.cpuUsage();
  expect(() => {
    read(bytes);
  }).toThrowError(/MELODY_/);
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000, 'milliseconds of the processor').toBeLessThan(3000);
});
