import { createHash, timingSafeEqual } from 'node:crypto';
import type { Context, MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { plainProblem, problemResponse } from '../../adapters/http/rest/problem.ts';
import { securityHeaders } from '../../adapters/pages/rendererFiles.ts';
import { AppError, type CallerFault } from '../../contract/errors.ts';

/**
 * Who may talk to the local server. An open port on this computer can be reached by every page in every browser on it,
 * so three things are asked, each of which alone stops a foreign page:
 * - Host names 127.0.0.1 or localhost and our port (a name that an attacker points at 127.0.0.1 is refused);
 * - Origin, where the browser sends one, is our own page's;
 * - the token, brought once in the address and kept in a cookie that no script reads and no other site sends.
 */
export type AccessRules = { readonly token: string; readonly port: () => number };

function isSameToken(given: string, token: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}

/** Cookies do not tell ports apart, so two servers on one computer need two names. */
function cookieName(port: number): string {
  return `cantado-${String(port)}`;
}

/** Who opened an address reads words; programs get what they get of every other error. */
function refusal(c: Context, error: AppError): Response {
  const asked = { path: c.req.path, languages: c.req.header('accept-language') };
  const headers = {
    ...securityHeaders,
    'Content-Security-Policy': "default-src 'none'",
    ...(error.code === 'TOKEN_REFUSED' ? { 'WWW-Authenticate': 'Bearer realm="Cantado"' } : {}),
  };
  const isPerson = /\btext\/html\b/.test(c.req.header('accept') ?? '');
  return isPerson ? plainProblem(error, asked, { headers }) : problemResponse(error, asked, { headers });
}

export function accessControl({ token, port }: AccessRules): MiddlewareHandler {
  return async (c, next) => {
    const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${String(port())}`);
    const refuseCaller = (reason: CallerFault): Response => refusal(c, new AppError('CALLER_REFUSED', { reason }));
    const refuseToken = (): Response => refusal(c, new AppError('TOKEN_REFUSED', {}));

    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) return refuseCaller('host');
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return refuseCaller('page');
    const site = c.req.header('sec-fetch-site');
    // A link that was followed, not a frame or an object in somebody's page.
    const isVisit =
      c.req.method === 'GET' &&
      c.req.header('sec-fetch-mode') === 'navigate' &&
      c.req.header('sec-fetch-dest') === 'document';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isVisit) {
      return refuseCaller('page');
    }

    const url = new URL(c.req.url);
    const brought = url.searchParams.get('token');
    if (brought !== null && url.pathname === '/' && c.req.method === 'GET') {
      if (!isSameToken(brought, token)) return refuseToken();
      setCookie(c, cookieName(port()), token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value);
      c.header('Cache-Control', 'no-store');
      // Out of the address bar and the history, so that it is not copied along with the address.
      return c.redirect('/', 303);
    }
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const kept = bearer ?? getCookie(c, cookieName(port())) ?? '';
    if (!isSameToken(kept, token)) return refuseToken();
    await next();
    return undefined;
  };
}
