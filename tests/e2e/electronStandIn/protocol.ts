import { app } from './app.ts';

type SchemeHandler = (request: Request) => Promise<Response> | Response;
type Privileges = Readonly<Record<string, boolean>>;

const privileges = new Map<string, Privileges>();
const handlers = new Map<string, SchemeHandler>();

/** `protocol`: schemes must be declared before the app is ready, and are served from then on. */
export const protocol = {
  registerSchemesAsPrivileged(schemes: readonly { readonly scheme: string; readonly privileges: Privileges }[]): void {
    if (app.isReady) throw new Error('registerSchemesAsPrivileged must be called before the app is ready');
    for (const { scheme, privileges: granted } of schemes) privileges.set(scheme, granted);
  },
  handle(scheme: string, handler: SchemeHandler): void {
    if (!app.isReady) throw new Error('protocol.handle must be called after the app is ready');
    handlers.set(scheme, handler);
  },
};

/**
 * Chromium by itself does not know `app:`, so pages live under this address and everything the program sees says `app://cantado`.
 * Like the real scheme it is a secure origin of its own.
 */
const pageOrigin = 'https://cantado.app.test';
const appOrigin = 'app://cantado';

export function toPageUrl(appUrl: string): string {
  return appUrl.startsWith(`${appOrigin}/`) ? pageOrigin + appUrl.slice(appOrigin.length) : appUrl;
}

export function toAppUrl(pageUrl: string): string {
  return pageUrl.startsWith(`${pageOrigin}/`) ? appOrigin + pageUrl.slice(pageOrigin.length) : pageUrl;
}

/** What the program itself answers to a request, or null where it serves no such scheme. */
export async function answer(url: string, method: string, headers: Record<string, string>): Promise<Response | null> {
  const scheme = new URL(url).protocol.slice(0, -1);
  const handler = privileges.get(scheme)?.['standard'] === true ? handlers.get(scheme) : undefined;
  return handler ? handler(new Request(url, { method, headers })) : null;
}
