import { app, shell, type Session, type WebRequest } from 'electron';
import { appOrigin } from '../../contract/bridge.ts';

/** Pages the credits and licences link to; everything else stays closed. */
const externalHosts: ReadonlySet<string> = new Set([
  'ffmpeg.org',
  'www.gnu.org',
  'opensource.org',
  'openfontlicense.org',
]);

/** What the page may do beyond showing itself: put text in the clipboard when asked to copy. */
const allowedPermissions: ReadonlySet<string> = new Set(['clipboard-sanitized-write']);

/** Schemes that never leave this computer. */
const localSchemes: ReadonlySet<string> = new Set([`${appOrigin.scheme}:`, 'blob:', 'data:', 'devtools:']);

export function isAllowedExternalLink(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.username === '' && url.port === '' && externalHosts.has(url.hostname);
}

/** The session as far as it is locked here. */
export type LockableSession = Pick<
  Session,
  'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'
> & { readonly webRequest: Pick<WebRequest, 'onBeforeRequest'> };

/** Denies every permission but the allowed, and every request that would leave the computer. */
export function lockSession(session: LockableSession): void {
  session.setPermissionRequestHandler((_webContents, permission, decide) => {
    decide(allowedPermissions.has(permission));
  });
  session.setPermissionCheckHandler((_webContents, permission) => allowedPermissions.has(permission));
  session.setDevicePermissionHandler(() => false);
  session.webRequest.onBeforeRequest((details, decide) => {
    decide({ cancel: !localSchemes.has(URL.parse(details.url)?.protocol ?? '') });
  });
}

type Preventable = { preventDefault(): void };
/** A page as far as it is locked here. */
export type LockablePage = {
  on(event: 'will-navigate', listener: (event: Preventable) => void): unknown;
  on(event: 'will-redirect', listener: (event: Preventable) => void): unknown;
  on(event: 'will-attach-webview', listener: (event: Preventable) => void): unknown;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: 'deny' }): void;
};

/** Keeps a page where it is: no navigation, no new window, no webview. */
export function lockWebContents(webContents: LockablePage): void {
  webContents.on('will-navigate', (event) => {
    event.preventDefault();
  });
  webContents.on('will-redirect', (event) => {
    event.preventDefault();
  });
  webContents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  webContents.setWindowOpenHandler(({ url }) => {
    if (isAllowedExternalLink(url)) void shell.openExternal(url);
    return { action: 'deny' };
  });
}

/** Applies to every page there will ever be, whoever makes it. */
export function lockEveryPage(): void {
  app.on('web-contents-created', (_event, webContents) => {
    lockWebContents(webContents);
  });
}
