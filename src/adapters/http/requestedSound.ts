import type { Context } from 'hono';
import { headersOnly } from '../media/byteRange.ts';
import type { Cantado } from '../cantado.ts';

/** The program's answer to who asks for sound: whole, in part, or (HEAD) what it would be. */
export async function requestedSound(
  c: Context,
  target: Pick<Cantado, 'mediaResponse'>,
  pathname: string,
): Promise<Response> {
  const sound = await target.mediaResponse(pathname, requestedRange(c));
  return c.req.method === 'HEAD' ? headersOnly(sound) : sound;
}

/**
 * The range that is asked for; null where all of it is. Sound carries no validator, because it grows while it renders, so `If-Range`
 * never holds and the whole is sent.
 */
function requestedRange(c: Context): string | null {
  return c.req.header('if-range') === undefined ? (c.req.header('range') ?? null) : null;
}
