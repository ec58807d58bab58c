import { AppError } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/operations/index.ts';
import { idempotencyHours } from '../../contract/operations/requests.ts';
import type { CorePorts } from '../ports.ts';
import { forgetUpload } from './sentRecordings.ts';

type RequestHandlers = Pick<Handlers, 'requests.claim' | 'requests.release' | 'uploads.forget'>;
type Ports = Pick<CorePorts, 'idempotency' | 'uploads' | 'recordings' | 'batches' | 'clock'>;

const hourMs = 3600 * 1000;

export function requestHandlers(ports: Ports): RequestHandlers {
  const { idempotency, clock } = ports;
  return {
    'requests.claim': ({ keySha256, requestSha256, id }) => {
      const nowMs = clock.nowMs();
      idempotency.removeBefore(new Date(nowMs - idempotencyHours * hourMs).toISOString());
      const known = idempotency.get(keySha256);
      if (known && known.requestSha256 !== requestSha256) throw new AppError('IDEMPOTENCY_KEY_REUSED', {});
      if (known) return Promise.resolve({ id: known.id });
      const made = { keySha256, requestSha256, id: id ?? crypto.randomUUID() };
      idempotency.add({ ...made, createdAt: new Date(nowMs).toISOString() });
      return Promise.resolve({ id: made.id });
    },
    'requests.release': ({ keySha256, id }) => {
      idempotency.remove(keySha256, id);
      return Promise.resolve();
    },
    'uploads.forget': ({ path }) => forgetUpload(ports, path),
  };
}
