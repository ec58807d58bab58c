import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { preferencesSchema, type Preferences } from '../../../contract/operations/app.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';

type PreferenceName = Exclude<keyof Preferences, 'version'>;

const untouched = preferencesSchema.parse({});

/** The preferences as kept; the defaults until they were read. Kept in step with other doors by `settings.changed`. */
function usePreferencesQuery() {
  const { call } = useTransport();
  return useQuery({
    queryKey: queryKeys.preferences,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('settings.get', undefined),
  });
}

export type PreferenceField<Value> = {
  readonly value: Value;
  /** Shown and kept at once; what was there before comes back where it is refused. */
  readonly set: (value: Value) => void;
  /** The same; tells whether it was kept. */
  readonly keep: (value: Value) => Promise<boolean>;
  /** Why the last change was refused; null where it was not. */
  readonly fault: ErrorEnvelope | null;
};

/** One preference: what it is, how it is changed, and why the last change was refused. */
export function usePreference<Name extends PreferenceName>(name: Name): PreferenceField<Preferences[Name]> {
  const { call } = useTransport();
  const queries = useQueryClient();
  const { data = untouched } = usePreferencesQuery();
  const { mutate, mutateAsync, error } = useMutation({
    mutationFn: (value: Preferences[Name]) => call('settings.set', { [name]: value }),
    onMutate: (value) => {
      const before = queries.getQueryData<Preferences>(queryKeys.preferences);
      queries.setQueryData<Preferences>(queryKeys.preferences, (now) => now && { ...now, [name]: value });
      return before?.[name];
    },
    onSuccess: (kept) => queries.setQueryData<Preferences>(queryKeys.preferences, kept),
    onError: (_error, _value, before) => {
      queries.setQueryData<Preferences>(
        queryKeys.preferences,
        (now) => now && (before === undefined ? now : { ...now, [name]: before }),
      );
    },
  });
  const keep = (value: Preferences[Name]): Promise<boolean> =>
    mutateAsync(value).then(
      () => true,
      () => false,
    );
  return { value: data[name], set: mutate, keep, fault: error && envelopeOf(error) };
}
