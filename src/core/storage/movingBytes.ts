import type { KindSize } from '../../contract/libraryInference.ts';
import type { CorePorts } from '../ports.ts';

/**
 * What a move copies, bytes: all of the library but its cache, which can be made again. Jobs that wait may have nothing but the
 * cache left of their recording, so what they need of it goes along.
 * @param kinds of the library, as measured
 * @param needed SHA-256 of recordings that waiting and running jobs name
 */
export async function movingBytes(
  { inference }: Pick<CorePorts, 'inference'>,
  kinds: readonly KindSize[],
  needed: readonly string[],
): Promise<number> {
  const neededBytes = needed.length === 0 ? 0 : await inference.request('measureCache', { of: needed });
  return kinds.reduce((sum, { kind, bytes }) => sum + (kind === 'cache' ? 0 : bytes), neededBytes);
}
