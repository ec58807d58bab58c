import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { cspNoncePlaceholder } from '../../contract/bridge.ts';

const mediaTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/**
 * The content security policy of the window, at both doors: nothing but the program's own files runs, styles, or is
 * reached. The nonce is for libraries that put a style element into the page.
 */
export function contentSecurityPolicy(nonce: string, eventSources: readonly string[] = []): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data: blob:",
    "media-src 'self' blob:",
    `connect-src ${["'self'", ...eventSources].join(' ')}`,
    "font-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Headers of everything either door sends. */
export const securityHeaders: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), bluetooth=()',
};

export type RendererFilesOptions = {
  /** The built window. */
  readonly folder: string;
  /** Where events may come from besides the page's own origin: `ws://127.0.0.1:4000`. */
  readonly eventSources?: readonly string[];
};

/**
 * Answers a request for one of the window's files. Only regular files inside the folder are ever sent; everything
 * else, a path that leads out of it included, is 404.
 * @param pathname of the URL, still percent-encoded; `/` is the page itself
 */
export async function rendererResponse(pathname: string, options: RendererFilesOptions): Promise<Response> {
  const file = await fileInside(options.folder, pathname);
  const bytes = file === null ? null : await readFile(file).catch(() => null);
  const nonce = randomBytes(16).toString('base64url');
  const headers = { ...securityHeaders, 'Content-Security-Policy': contentSecurityPolicy(nonce, options.eventSources) };
  if (file === null || bytes === null) {
    return new Response('Not found', {
      status: 404,
      headers: { ...headers, 'Content-Type': 'text/plain; charset=utf-8' },
    });
  }
  const extension = path.extname(file).toLowerCase();
  const isPage = extension === '.html';
  const body = isPage ? bytes.toString('utf8').replaceAll(cspNoncePlaceholder, nonce) : new Uint8Array(bytes);
  return new Response(body, {
    headers: {
      ...headers,
      'Content-Type': mediaTypes[extension] ?? 'application/octet-stream',
      // The page holds its nonce; the files it names carry a hash in theirs.
      'Cache-Control': isPage ? 'no-store' : 'no-cache',
    },
  });
}

/** The real path of a file that lies inside the folder, symbolic links followed; null for anything else. */
async function fileInside(folder: string, pathname: string): Promise<string | null> {
  try {
    const decoded = decodeURIComponent(pathname);
    if (/[\\\0:]/.test(decoded)) return null;
    const root = await realpath(folder);
    const file = await realpath(path.join(root, decoded === '/' ? 'index.html' : decoded));
    return file.startsWith(root + path.sep) ? file : null;
  } catch {
    // Badly encoded, missing, or not readable: the same to who asks.
    return null;
  }
}
