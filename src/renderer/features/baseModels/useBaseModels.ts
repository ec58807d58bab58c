import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { BaseModel } from '../../../contract/baseModels.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useTransport } from '../../transport/TransportContext.ts';
import { queryKeys } from '../session/queries.ts';
import { useSession } from '../session/sessionStore.ts';

const none: readonly BaseModel[] = [];

/** The base models there are and how each stands; kept up to date by events. */
export function useBaseModels(): readonly BaseModel[] {
  const { call } = useTransport();
  const { data } = useQuery({
    queryKey: queryKeys.baseModels,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: () => call('baseModels.list', undefined),
  });
  return data ?? none;
}

/** Starting and stopping a download; a refusal becomes one line with a button. */
export function useModelActions() {
  const { call } = useTransport();
  return useMemo(() => {
    const attempt = (name: 'baseModels.download' | 'baseModels.cancel', modelId: string): void => {
      useSession.getState().setProblem(null);
      call(name, { modelId }).catch((error: unknown) => {
        const again = (): void => attempt(name, modelId);
        useSession.getState().setProblem({ envelope: envelopeOf(error), file: null, again });
      });
    };
    return {
      download: (modelId: string) => attempt('baseModels.download', modelId),
      cancel: (modelId: string) => attempt('baseModels.cancel', modelId),
    };
  }, [call]);
}

/** Says when what was missing is there, and gives the focus, where it got lost with the offer, to the next step. */
export function useModelArrival(missing: BaseModel | null, models: readonly BaseModel[]): void {
  const { t } = useTranslation();
  const before = useRef<string | null>(null);
  useEffect(() => {
    const arrived = models.find(({ id, current }) => id === before.current && current.state === 'ready');
    before.current = missing?.id ?? null;
    if (!arrived) return;
    useSession.getState().setRemark({ text: t('models.ready', { model: arrived.title }), path: null });
    if (document.activeElement === document.body) {
      document.querySelector<HTMLElement>('.deck-f .btn.p:not(:disabled)')?.focus();
    }
  }, [missing, models, t]);
}
