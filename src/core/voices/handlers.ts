import { invalidInput } from '../../contract/checkInput.ts';
import type { VoiceId } from '../../contract/ids.ts';
import { mediaPath } from '../../contract/media.ts';
import type { Handlers, OperationName, Output, ParsedInput } from '../../contract/operations/index.ts';
import type { Voice } from '../../contract/voices.ts';
import { completeVoiceSettings, type Catalog } from '../catalog/catalog.ts';
import type { CorePorts, StoredVoice } from '../ports.ts';
import { sourceOf } from '../recordings/analysisRuns.ts';
import type { RecordingService } from '../recordings/service.ts';
import { binnedAt } from '../storage/libraryClock.ts';
import type { VoiceImports } from './imports.ts';
import type { VoiceLibrary } from './library.ts';
import type { RangeProbes } from './rangeProbes.ts';
import { checkVoiceFiles } from './readyVoice.ts';
import type { KeepFacts } from './voiceFacts.ts';

type VoiceHandlers = Pick<Handlers, Extract<OperationName, `voices.${string}`>>;

export type VoiceHandlerParts = {
  readonly catalog: Catalog;
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
  readonly imports: VoiceImports;
  readonly probes: RangeProbes;
  readonly keepFacts: KeepFacts;
  readonly ports: Pick<CorePorts, 'inference' | 'voiceFiles' | 'files' | 'clock' | 'storage'>;
};

export function voiceHandlers(parts: VoiceHandlerParts): VoiceHandlers {
  const { voices, imports, probes, ports } = parts;
  return {
    'voices.list': () => Promise.resolve([...voices.list()]),
    'voices.get': ({ voice }) => Promise.resolve(findAnywhere(voices, voice)),
    'voices.inspect': (request) => imports.inspect(request),
    'voices.add': (request) => imports.add(request),
    'voices.discard': ({ importId }) => imports.discard(importId),
    'voices.nearby': async ({ path }) => [
      ...(await ports.inference.request('nearbyVoiceFiles', { path: ports.files.resolve(path) })),
    ],
    'voices.update': ({ voiceId, ...change }) => update(parts, voiceId, change),
    'voices.remove': ({ voiceId }) => {
      const row = voices.row(voiceId);
      const removedAt = row.removedAt ?? binnedAt(ports);
      return Promise.resolve(voices.save({ ...row, removedAt }));
    },
    'voices.restore': async ({ voiceId }) => {
      const row = voices.row(voiceId);
      voices.save({ ...row, name: voices.freeName(row.name, voiceId), removedAt: null });
      await checkVoiceFiles({ voices, ports }, voiceId);
      probes.add(voiceId);
      return voices.get(voiceId).voice;
    },
    'voices.hear': (request) => hear(parts, request),
    'voices.removed': () => Promise.resolve([...voices.removed()]),
  };
}

/** A voice in the bin is found by its id; its name may belong to another one now. */
function findAnywhere(voices: VoiceLibrary, idOrName: string): Voice {
  return voices.removed().find(({ id }) => id === idOrName) ?? voices.find(idOrName).voice;
}

/** Modes that need more than a recording are heard in the usual one. */
async function hear(
  { catalog, recordings, voices, ports }: VoiceHandlerParts,
  { recordingId, voiceId, settings }: ParsedInput<'voices.hear'>,
): Promise<Output<'voices.hear'>> {
  const { voice, converterVoice } = voices.find(voiceId);
  if (!voice.isBuiltIn) throw invalidInput('voiceId', 'not-built-in');
  const { mode, ...others } = settings;
  const chosen = mode === undefined || mode === 'melody' ? others : settings;
  const { hash, durationSec } = await ports.inference.request('hear', {
    source: sourceOf(recordings.get(recordingId)),
    voice: converterVoice,
    settings: completeVoiceSettings(catalog, voice, chosen),
  });
  return { address: mediaPath.sample(hash), durationSec };
}

type Change = {
  readonly name?: string | undefined;
  readonly consent?: StoredVoice['consent'] | undefined;
  readonly licence?: string | undefined;
};

async function update({ voices, keepFacts }: VoiceHandlerParts, id: VoiceId, change: Change): Promise<Voice> {
  const row = voices.row(id);
  const { name = row.name, consent = row.consent, licence = row.licence } = change;
  const changed: StoredVoice = {
    ...row,
    name: voices.freeName(name, id),
    consent,
    licence: licence === '' ? null : licence,
  };
  const voice = voices.save(changed);
  await keepFacts(id);
  return voice;
}
