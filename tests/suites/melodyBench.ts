import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { HostOperations } from '../../src/contract/inference.ts';
import type { MelodyContent } from '../../src/contract/melodies.ts';
import { createAppBench, sampleProbe } from './appBench.ts';
import { smallPlan } from './smallPlan.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Of the recordings, by the beginning of their names. */
export const recordingHashes = { speech: 'a'.repeat(64), hum: 'b'.repeat(64), band: 'c'.repeat(64) };

/** What every file of notes is read as. */
export const melodyContent: MelodyContent = {
  version: 1,
  kind: 'midi',
  tracks: [{ index: 0, name: 'Voice', noteCount: 2, lowMidi: 60, highMidi: 64, hasLyrics: false }],
  track: 0,
  score: {
    version: 1,
    tempos: [{ beat: 0, bpm: 120 }],
    notes: [
      { startBeat: 0, lengthBeats: 1, midi: 60, lyric: null, isMelisma: false },
      { startBeat: 1, lengthBeats: 3, midi: 64, lyric: null, isMelisma: false },
    ],
  },
  notices: [{ code: 'CHORDS_REDUCED', details: { count: 1 } }],
};

export const speechPlan = smallPlan(recordingHashes.speech);

/** The program with a spoken recording, a hum and a backing; what the host reads from files is the test's. */
export async function createMelodyBench() {
  const folder = temporaryFolder();
  const made = createAppBench(folder);
  const { call, answers, asked } = made;
  answers.probe = ({ name }) => {
    const sha256 = Object.entries(recordingHashes).find(([key]) => name.startsWith(key))?.[1] ?? sampleProbe.sha256;
    return Promise.resolve({ ...sampleProbe, sha256 });
  };
  answers.readMelody = () => Promise.resolve(melodyContent);
  answers.readNotes = () => Promise.resolve({ ...melodyContent, kind: 'notes', tracks: [] });
  answers.readPlan = ({ writeTo }) => {
    const text = JSON.stringify(speechPlan);
    writeFileSync(writeTo, text);
    const sha256 = createHash('sha256').update(text).digest('hex');
    return Promise.resolve({ sha256, recordingSha256: speechPlan.recordingSha256 });
  };
  const file = (name: string, bytes = 'bytes'): string => {
    const at = path.join(folder, name);
    writeFileSync(at, bytes);
    return at;
  };
  const open = (name: string) => call('recordings.open', { path: file(name, name) });
  const [speech, hum, band] = [await open('speech.wav'), await open('hum.wav'), await open('band.mp3')];
  const inputs = <N extends keyof HostOperations>(operation: N): HostOperations[N]['input'][] =>
    asked.filter((one) => one.operation === operation).map(({ input }) => input as HostOperations[N]['input']);
  return { ...made, folder, file, speech, hum, band, recordingId: speech.id, inputs };
}
