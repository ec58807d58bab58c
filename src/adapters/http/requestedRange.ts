import type { Context } from 'hono';

/**
 * The range that is asked for; null where all of it is. Sound carries no validator, because it grows while it renders, so `If-Range`
 * never holds and the whole is sent.
 */
export function requestedRange(c: Context): string | null {
  return c.req.header('if-range') === undefined ? (c.req.header('range') ?? null) : null;
}
