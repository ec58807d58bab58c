import { AppError } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import type { Events } from '../events.ts';
import type { CorePorts } from '../ports.ts';

type DeviceParts = { readonly ports: Pick<CorePorts, 'devices'>; readonly emit: Events['emit'] };

export function deviceHandlers({
  ports: { devices },
  emit,
}: DeviceParts): Pick<Handlers, 'devices.list' | 'devices.prove' | 'devices.prefer'> {
  /** Two at once would measure each other. */
  let running: ReturnType<typeof devices.prove> | undefined;
  return {
    'devices.list': async () => [...(await devices.list())],
    'devices.prove': async () => {
      running ??= devices
        .prove((sofar) => {
          emit({ name: 'devices.changed', payload: sofar });
        })
        .finally(() => {
          running = undefined;
        });
      return [...(await running)];
    },
    'devices.prefer': async ({ device }) => {
      const known = await devices.list();
      const chosen = known.find(({ id }) => id === device);
      if (device !== null && !chosen) {
        throw new AppError('DEVICE_UNKNOWN', { device, known: known.map(({ id }) => id).join(', ') });
      }
      if (chosen && chosen.status !== 'proved') {
        const reason = chosen.status === 'untested' ? 'untested' : chosen.reason;
        throw new AppError('DEVICE_UNAVAILABLE', { device: chosen.label, reason });
      }
      const changed = await devices.prefer(device);
      emit({ name: 'devices.changed', payload: changed });
      return [...changed];
    },
  };
}
