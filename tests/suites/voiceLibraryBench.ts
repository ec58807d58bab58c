import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { createAppBench } from './appBench.ts';
import { importResultOf, writeSampleVoice } from './keptVoice.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import type { Voice } from '../../src/contract/voices.ts';

export const dayMs = 24 * 3600 * 1000;

/** The domain over a folder; the host's imports write what `bring` says, a scale is heard as `range`. */
export function createVoiceLibraryBench(folder = temporaryFolder()) {
  const bench = createAppBench(folder);
  const { call, answers, told } = bench;
  let range: [number, number] | null = [45, 64];
  answers.importVoice = async ({ path: brought, name, folder: staging }) => {
    const network = path.basename(brought, '.pth');
    const file = await writeSampleVoice(staging, network, { name: 'Maré Alta' });
    return { ...importResultOf(file, name), baseModels: [] };
  };
  answers.probeVoice = () => Promise.resolve({ rangeMidi: range });
  const bring = async (network: string): Promise<string> => {
    const file = path.join(folder, `${network}.pth`);
    writeFileSync(file, 'weights');
    return (await call('voices.inspect', { path: file })).importId;
  };
  const add = async (network: string, said: { name?: string; consent?: 'mine' } = {}): Promise<Voice> =>
    call('voices.add', { importId: await bring(network), ...said });
  const voicesFolder = path.join(folder, 'voices');
  const changes = (): [string, string][] =>
    told.flatMap((event) => (event.name === 'voice.changed' ? [[event.payload.id, event.payload.status]] : []));
  const hearNothing = (): void => {
    range = null;
  };
  answers.trimCache = () => Promise.resolve({ freedBytes: 0 });
  answers.measureFolders = () => Promise.resolve([1000]);
  /** So many days on which the program runs. */
  const live = async (days: number): Promise<void> => {
    for (let day = 0; day < days; day++) {
      bench.clock.ms += dayMs;
      await call('storage.clearOut', undefined);
    }
  };
  const names = async (): Promise<string[]> =>
    (await call('voices.list', undefined)).filter(({ isBuiltIn }) => !isBuiltIn).map(({ name }) => name.en);
  return { ...bench, folder, bring, add, voicesFolder, changes, hearNothing, live, names };
}
