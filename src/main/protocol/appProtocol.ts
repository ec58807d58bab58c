import { protocol } from 'electron';
import { appOrigin } from '../../contract/bridge.ts';
import type { Cantado } from '../../adapters/cantado.ts';
import { headersOnly } from '../../adapters/media/byteRange.ts';
import { rendererResponse, securityHeaders } from '../../adapters/pages/rendererFiles.ts';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: appOrigin.scheme, privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
  ]);
}

export type AppPages = {
  readonly rendererFolder: string;
  readonly mediaResponse: Cantado['mediaResponse'];
};

/** Serves `app://cantado/`: the built window and, under /media/, audio in ranges. */
export function serveAppPages(pages: AppPages): void {
  protocol.handle(appOrigin.scheme, (request) => appResponse(request, pages));
}

export async function appResponse(request: Request, pages: AppPages): Promise<Response> {
  const url = new URL(request.url);
  if (url.protocol !== `${appOrigin.scheme}:` || url.host !== appOrigin.host)
    return new Response(null, { status: 404 });
  if (request.method !== 'GET' && request.method !== 'HEAD') return new Response(null, { status: 405 });
  if (!url.pathname.startsWith('/media/')) return rendererResponse(url.pathname, { folder: pages.rendererFolder });
  const sound = await pages.mediaResponse(url.pathname, request.headers.get('range'));
  const media = request.method === 'HEAD' ? await headersOnly(sound) : sound;
  const headers = new Headers(media.headers);
  for (const [name, value] of Object.entries(securityHeaders)) headers.set(name, value);
  return new Response(media.body, { status: media.status, headers });
}
