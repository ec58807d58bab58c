import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { Preset } from '../../../contract/presets.ts';
import type { AnySettingValues } from '../../../contract/settings/descriptors.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { writable } from '../deck/deckModel.ts';
import { usePresetsState } from './presetsStore.ts';

const presetsKey = ['presets'] as const;

/** The presets there are; undefined until they are known. Other windows may change them, so they are asked for anew. */
export function usePresets(): { readonly presets: readonly Preset[] | undefined; readonly isUnknown: boolean } {
  const { call } = useTransport();
  const { data, isError } = useQuery({
    queryKey: presetsKey,
    queryFn: () => call('presets.list', undefined),
    refetchOnMount: 'always',
  });
  return { presets: data, isUnknown: isError };
}

/** What came of something: the value, or why there is none. */
export type Outcome<T> =
  { readonly isDone: true; readonly value: T } | { readonly isDone: false; readonly error: ErrorEnvelope };

/** What can be done with presets. Nothing throws; what went wrong is told where it was asked for. */
export function usePresetActions() {
  const { call } = useTransport();
  const queries = useQueryClient();
  return useMemo(() => {
    const attempt = async <T>(action: () => Promise<T>): Promise<Outcome<T>> => {
      try {
        const value = await action();
        await queries.invalidateQueries({ queryKey: presetsKey });
        return { isDone: true, value };
      } catch (error) {
        return { isDone: false, error: envelopeOf(error) };
      }
    };
    return {
      save: (name: string, settings: AnySettingValues) =>
        attempt(() => call('presets.save', { name, settings: writable(settings) })),
      rename: ({ id }: Preset, name: string) => attempt(() => call('presets.rename', { presetId: id, name })),
      remove: ({ id }: Preset) =>
        attempt(async () => {
          const removed = await call('presets.remove', { presetId: id });
          usePresetsState.getState().setRemoved(removed);
          return removed;
        }),
      share: ({ id }: Preset) => attempt(() => call('presets.share', { presetId: id })),
      add: (text: string) => attempt(() => call('presets.import', { text })),
    };
  }, [call, queries]);
}
export type PresetActions = ReturnType<typeof usePresetActions>;
