import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { VoiceId } from '../../../contract/ids.ts';
import type { NearbyFile } from '../../../contract/imports.ts';
import type { ConsentLabel, Voice } from '../../../contract/voices.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { PlacedFile, Transport } from '../../transport/transport.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { useDeck } from '../deck/deckStore.ts';
import { useLibraryView } from '../library/libraryStore.ts';
import { queryKeys } from '../session/queries.ts';
import { useSession } from '../session/sessionStore.ts';
import { focusVoices } from '../voices/focusVoices.ts';
import { putVoice } from '../voices/voiceLists.ts';
import { usePlace } from '../window/placeStore.ts';
import { useImport, type Source, type VoiceSource } from './importStore.ts';

/** What a person says of a voice when adding it. */
export type VoiceLabels = { readonly name: string; readonly consent: ConsentLabel; readonly licence: string };

/** Where a file goes that turned out to be something else than a voice; false: nowhere, it is refused. */
export type Elsewhere = (envelope: ErrorEnvelope, source: Source) => boolean;

let latest = 0;

/** A file of the person's own disk, by its path. */
export function pathSource(path: string, name = path.split(/[\\/]/).at(-1) ?? path): Source {
  return { name, file: null, place: () => Promise.resolve({ path, isOwn: true }) };
}

async function nearbyOf(transport: Transport, placed: PlacedFile | null): Promise<readonly NearbyFile[]> {
  if (!placed?.isOwn) return [];
  return transport.call('voices.nearby', { path: placed.path }).catch(() => []);
}

/** What a browser sent for nothing is not kept. */
async function forgetSent(transport: Transport, files: readonly (PlacedFile | null)[]): Promise<void> {
  for (const file of files) if (file?.isOwn === false) await transport.call('uploads.forget', { path: file.path });
}

/** Reads one voice and shows what came of it; the result of one that is no longer wanted is forgotten. */
async function readVoice(transport: Transport, { file, index }: VoiceSource, elsewhere: Elsewhere): Promise<void> {
  const mine = ++latest;
  const store = useImport.getState();
  // The settings have no room for what comes of it.
  if (usePlace.getState().place === 'settings') usePlace.getState().go('voices');
  const sent = (ratio: number): void => {
    if (mine === latest) store.setSent(ratio < 1 ? ratio : null);
  };
  const importId = crypto.randomUUID();
  store.setStep({ kind: 'reading', what: 'voice', name: file.name, importId, sentRatio: null, readRatio: null });
  let placed: PlacedFile | null = null;
  try {
    placed = await file.place(sent);
    const placedIndex = index ? await index.place(sent) : null;
    if (mine !== latest) return await forgetSent(transport, [placed, placedIndex]);
    const report = await transport.call('voices.inspect', {
      path: placed.path,
      name: file.name,
      importId,
      ...(index && placedIndex ? { indexPath: placedIndex.path, indexName: index.name } : {}),
    });
    if (mine === latest) store.setStep({ kind: 'report', report });
    else await transport.call('voices.discard', { importId });
  } catch (error) {
    const envelope = envelopeOf(error);
    if (mine !== latest || elsewhere(envelope, file)) return;
    const nearby = await nearbyOf(transport, placed);
    const again = (): void => void readVoice(transport, { file, index }, elsewhere);
    if (mine === latest) store.setStep({ kind: 'refused', name: file.name, envelope, nearby, again });
  }
}

function showVoice(queries: QueryClient, voice: Voice): void {
  queries.setQueryData<readonly Voice[]>(queryKeys.voices, (voices) => voices && putVoice(voices, voice));
  chooseHere(voice.id);
}

/** The voice one looks at now: in Convert the one that sings, among the voices the one whose passport is shown. */
function chooseHere(voiceId: VoiceId): void {
  if (usePlace.getState().place === 'voices') {
    useLibraryView.getState().closeBin();
    useLibraryView.getState().select(voiceId);
  } else useDeck.getState().pickVoice(voiceId);
}

/** Everything that can be done with a voice on its way in. */
export function useImportActions(elsewhere: Elsewhere) {
  const transport = useTransport();
  const queries = useQueryClient();
  const { t } = useTranslation();
  const language = useLanguage();
  return useMemo(() => {
    const store = useImport.getState;
    const next = (): void => {
      const [first, ...rest] = store().waiting;
      store().setWaiting(rest);
      store().setStep({ kind: 'none' });
      if (first) void readVoice(transport, first, elsewhere);
    };
    return {
      /** Reads voices one after another; the others wait until the person has decided. */
      bring: (voices: readonly VoiceSource[]): void => {
        const { step, waiting } = store();
        store().setWaiting([...waiting, ...voices]);
        if (step.kind === 'none' || step.kind === 'refused') next();
      },
      /** Puts the reported voice into the library and chooses it. Rejects with what went wrong. */
      add: async (importId: string, labels: VoiceLabels): Promise<void> => {
        const { name, consent, licence } = labels;
        const voice = await transport.call('voices.add', { importId, name, consent, licence });
        showVoice(queries, voice);
        useSession.getState().setRemark({ text: t('import.added', { voice: voice.name[language] }), path: null });
        next();
        focusVoices();
      },
      /** Forgets the reported voice. */
      discard: (importId: string): void => {
        transport.call('voices.discard', { importId }).catch(() => undefined);
        next();
        focusVoices();
      },
      /** The same voice is here already: it is chosen, and what was brought is forgotten. */
      chooseExisting: (importId: string, voiceId: VoiceId): void => {
        transport.call('voices.discard', { importId }).catch(() => undefined);
        chooseHere(voiceId);
        next();
        focusVoices();
      },
      /** Leaves a refusal behind, or stops a reading. */
      dismiss: (): void => {
        latest++;
        const { step } = store();
        if (step.kind === 'reading') {
          const stop = step.what === 'voice' ? 'voices.discard' : 'baseModels.stopImport';
          transport.call(stop, { importId: step.importId }).catch(() => undefined);
        }
        next();
      },
    };
  }, [transport, queries, elsewhere, t, language]);
}
export type ImportActions = ReturnType<typeof useImportActions>;
