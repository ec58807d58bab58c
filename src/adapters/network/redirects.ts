import { DownloadStopped } from './trouble.ts';
import type { NetworkAnswer, NetworkOptions, NetworkRequest } from './types.ts';

const longestChain = 8;
const redirectStatuses: readonly number[] = [301, 302, 303, 307, 308];

/** Asks, and asks where the answer points to, as long as that is encrypted. @throws DownloadStopped 'unsafe-redirect' */
export async function requestFollowing(
  request: NetworkRequest,
  start: URL,
  options: NetworkOptions,
): Promise<NetworkAnswer> {
  let address = start;
  for (let step = 0; step <= longestChain; step++) {
    const answer = await request(address, options);
    if (!redirectStatuses.includes(answer.status)) return answer;
    answer.discard();
    address = nextAddress(address, answer.headers.get('location'));
  }
  throw new DownloadStopped('refused', 'too many redirects');
}

/** Where a redirect leads. Only a server on this very computer may send to another such without encryption. */
export function nextAddress(from: URL, location: string | undefined): URL {
  const next = location === undefined ? null : URL.parse(location, from.href);
  if (!next) throw new DownloadStopped('refused', 'a redirect to nowhere');
  if (next.protocol === 'https:' || (isOwnComputer(from) && isOwnComputer(next))) return next;
  throw new DownloadStopped('unsafe-redirect', next.protocol);
}

function isOwnComputer({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && hostname === '127.0.0.1';
}
