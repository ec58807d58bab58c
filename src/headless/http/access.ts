import { createHash, timingSafeEqual } from 'node:crypto';
import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { securityHeaders } from '../../adapters/pages/rendererFiles.ts';

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

export function accessControl({ token, port }: AccessRules): MiddlewareHandler {
  return async (c, next) => {
    const hosts = ['127.0.0.1', 'localhost'].map((name) => `${name}:${String(port())}`);
    const refuse = (reason: string): Response =>
      c.text(`${reason}\n`, 403, { ...securityHeaders, 'Content-Security-Policy': "default-src 'none'" });

    const host = c.req.header('host') ?? '';
    if (!hosts.includes(host)) return refuse('This host is not served here.');
    const origin = c.req.header('origin');
    if (origin !== undefined && origin !== `http://${host}`) return refuse('This origin may not call Cantado.');
    const site = c.req.header('sec-fetch-site');
    // A link that was followed, not a frame or an object in somebody's page.
    const isVisit =
      c.req.method === 'GET' &&
      c.req.header('sec-fetch-mode') === 'navigate' &&
      c.req.header('sec-fetch-dest') === 'document';
    if (site !== undefined && site !== 'same-origin' && site !== 'none' && !isVisit) {
      return refuse('This site may not call Cantado.');
    }

    const url = new URL(c.req.url);
    const brought = url.searchParams.get('token');
    if (brought !== null && url.pathname === '/' && c.req.method === 'GET') {
      if (!isSameToken(brought, token)) return refuse('The token of this address is not valid any more.');
      setCookie(c, cookieName(port()), token, { httpOnly: true, sameSite: 'Strict', path: '/' });
      for (const [name, value] of Object.entries(securityHeaders)) c.header(name, value);
      c.header('Cache-Control', 'no-store');
      // Out of the address bar and the history, so that it is not copied along with the address.
      return c.redirect('/', 303);
    }
    const bearer = /^Bearer (.+)$/.exec(c.req.header('authorization') ?? '')?.[1];
    const kept = bearer ?? getCookie(c, cookieName(port())) ?? '';
    if (!isSameToken(kept, token)) return refuse('Open Cantado with the address that it printed.');
    await next();
    return undefined;
  };
}
