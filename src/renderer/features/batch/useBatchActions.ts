import { useMemo } from 'react';
import type { ExportRequest } from '../../../contract/exports.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { writable } from '../deck/deckModel.ts';
import type { Source } from '../import/importStore.ts';
import { useSession } from '../session/sessionStore.ts';
import type { ConvertedDeck } from '../takes/useConvert.ts';
import { usePlace } from '../window/placeStore.ts';
import { useBatch, type Brought, type LeftOut } from './batchStore.ts';

let latest = 0;

/** Sends what has to be sent and begins the batch. */
export function useBatchActions() {
  const transport = useTransport();
  return useMemo(() => {
    const { setStep } = useBatch.getState();
    /** A file of this computer is read where it lies; one of a browser is sent first. */
    const placeOf = async (source: Source): Promise<string> => {
      if (source.file && !transport.shell) return (await transport.openFile(source.file, false)).path;
      return (await source.place(() => undefined)).path;
    };
    const begin = async (brought: Brought, deck: ConvertedDeck, wanted: ExportRequest | null): Promise<void> => {
      const mine = ++latest;
      const leftOut: LeftOut[] = [...brought.leftOut];
      const placed: { readonly path: string; readonly name: string }[] = [];
      const all = [...brought.folders, ...brought.files];
      for (const [index, source] of all.entries()) {
        if (mine !== latest) return;
        setStep({ kind: 'sending', brought, number: index + 1, total: all.length, name: source.name });
        try {
          const path = await placeOf(source);
          const same = placed.find((one) => one.path === path);
          if (same) leftOut.push({ name: source.name, sameAs: same.name });
          else placed.push({ path, name: source.name });
        } catch (error) {
          leftOut.push({ name: source.name, envelope: envelopeOf(error) });
        }
      }
      if (mine !== latest) return;
      if (placed.length === 0) {
        setStep({ kind: 'leftOut', leftOut, isBegun: false });
        return;
      }
      await transport.call('batches.create', {
        paths: placed.map(({ path }) => path),
        names: placed.map(({ name }) => name),
        ...(brought.name === null ? {} : { name: brought.name }),
        voiceId: deck.voice.id,
        settings: writable(deck.settings),
        ...deck.choices,
        ...(wanted === null ? {} : { export: wanted }),
      });
      if (leftOut.length > 0) {
        setStep({ kind: 'leftOut', leftOut, isBegun: true });
        return;
      }
      setStep({ kind: 'none' });
      usePlace.getState().openQueue('now');
    };
    return {
      begin: (brought: Brought, deck: ConvertedDeck, wanted: ExportRequest | null): void => {
        begin(brought, deck, wanted).catch((error: unknown) => {
          // Nothing is lost: the same files are offered again.
          setStep({ kind: 'offer', brought });
          useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again: null });
        });
      },
      /** Leaves it; a batch that was begun goes on. */
      close: (): void => {
        latest++;
        setStep({ kind: 'none' });
      },
    };
  }, [transport]);
}
export type BatchActions = ReturnType<typeof useBatchActions>;
