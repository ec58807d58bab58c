import { AppError } from '../contract/errors.ts';
import type { BaseModel } from '../contract/baseModels.ts';
import type { CantadoCalls } from './followJob.ts';
import { createWakeUps } from './wakeUps.ts';

/**
 * Waits until nothing is done to a base model any more, telling every change. When `stop` fires the work is stopped and its
 * end awaited.
 * @throws AppError why it is not ready; CANCELLED where it was stopped
 */
export async function followBaseModel(
  cantado: CantadoCalls,
  begun: BaseModel,
  onChange: (model: BaseModel) => void,
  stop: AbortSignal,
): Promise<BaseModel> {
  const modelId = begun.id;
  const { wake, wait } = createWakeUps();
  const unsubscribe = cantado.subscribe((event) => {
    if (event.name !== 'baseModel.changed' || event.payload.id !== modelId) return;
    onChange(event.payload);
    if (!isBusy(event.payload)) wake();
  });
  let cancelled: Promise<void> | undefined;
  const cancel = (): void => {
    cancelled = cantado.call('baseModels.cancel', { modelId }).then(wake, wake);
  };
  stop.addEventListener('abort', cancel, { once: true });
  try {
    if (stop.aborted) cancel();
    onChange(begun);
    for (;;) {
      const models = await cantado.call('baseModels.list', undefined);
      const model = models.find(({ id }) => id === modelId) ?? begun;
      await cancelled;
      if (stop.aborted) throw new AppError('CANCELLED', {});
      if (!isBusy(model)) return settled(model);
      await wait();
    }
  } finally {
    stop.removeEventListener('abort', cancel);
    unsubscribe();
  }
}

function isBusy({ current }: BaseModel): boolean {
  return current.state === 'downloading' || current.state === 'preparing';
}

function settled(model: BaseModel): BaseModel {
  const { current } = model;
  if (current.state === 'failed') throw new AppError(current.error.code, current.error.details);
  // Somebody else stopped it.
  if (current.state !== 'ready') throw new AppError('CANCELLED', {});
  return model;
}
