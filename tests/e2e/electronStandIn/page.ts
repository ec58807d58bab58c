import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type BrowserContext, type CDPSession, type Page, type Route } from 'playwright';
import { chromiumFlags } from '../chromiumFlags.ts';
import { onCommand, report } from './control.ts';
import { isolatedWorld, pageWorld } from './preloadWorld.ts';
import { answer, toAppUrl, toPageUrl } from './protocol.ts';
import { isRequestAllowed } from './session.ts';

const worldName = 'preload';
const binding = 'standInToMain';

export type PageEvents = {
  /** A message of the preload; the promise is what its invoke gets. */
  readonly onInvoke: (frameUrl: string, channel: string, parameters: readonly unknown[]) => Promise<unknown>;
  /** False stops a navigation that the page began. */
  readonly mayNavigate: (url: string) => boolean;
  readonly onWindowOpen: (url: string) => void;
  readonly onClose: () => void;
};

export type HostedPage = {
  open(appUrl: string): Promise<void>;
  /** As webContents.send: what the preload does not listen to yet is lost. */
  send(channel: string, parameters: readonly unknown[]): void;
  reload(): Promise<void>;
  close(): Promise<void>;
  readonly debugPort: number;
};

/** Opens real Chromium with one page that has the preload in an isolated world and gets everything from the program. */
export async function hostPage(
  size: { readonly width: number; readonly height: number },
  preloadFile: string,
  events: PageEvents,
): Promise<HostedPage> {
  const profileFolder = mkdtempSync(path.join(tmpdir(), 'cantado-chromium-'));
  const executablePath = process.env['CHROMIUM_PATH'];
  const context = await chromium.launchPersistentContext(profileFolder, {
    ...(executablePath ? { executablePath } : {}),
    viewport: size,
    args: [...chromiumFlags, '--remote-debugging-port=0', '--autoplay-policy=no-user-gesture-required'],
  });
  const page = context.pages()[0] ?? (await context.newPage());
  const devTools = await context.newCDPSession(page);
  const preload = await installPreload(devTools, preloadFile, (channel, parameters) =>
    events.onInvoke(toAppUrl(page.url()), channel, parameters),
  );
  await serveFromProgram(context, page, events);
  page.on('popup', (popup) => {
    events.onWindowOpen(popup.url());
    void popup.close();
  });
  page.on('close', () => {
    events.onClose();
  });
  onCommand(async (command) => {
    if (command.kind === 'fileLies') await preload({ ...command });
  });
  return {
    debugPort: await debugPortIn(profileFolder),
    open: async (appUrl) => void (await page.goto(toPageUrl(appUrl))),
    send: (channel, parameters) => {
      void preload({ kind: 'send', channel, parameters });
    },
    reload: async () => void (await page.reload()),
    close: async () => {
      await page.close();
      await context.close();
      // Only now does nobody write there any more.
      rmSync(profileFolder, { recursive: true, force: true });
    },
  };
}

/** Chromium says that it listens before it writes down where. */
async function debugPortIn(profileFolder: string): Promise<number> {
  const file = path.join(profileFolder, 'DevToolsActivePort');
  for (;;) {
    const port = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : 0;
    if (port > 0) return port;
    await sleep(20);
  }
}

/** Puts preload and bridge before every page. Returns the way to send to the preload's world as it is now. */
async function installPreload(
  devTools: CDPSession,
  preloadFile: string,
  onInvoke: (channel: string, parameters: readonly unknown[]) => Promise<unknown>,
): Promise<(message: object) => Promise<void>> {
  let world: number | undefined;
  const post = async (contextId: number | undefined, message: object): Promise<void> => {
    if (contextId === undefined) return;
    const expression = `standInFromMain(${JSON.stringify(message)})`;
    // A page that went away meanwhile does not hear it.
    await devTools.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
  };
  const { frameTree } = await devTools.send('Page.getFrameTree');
  // A frame inside the page has a world of that name too.
  const isOnTop = ({ auxData }: { auxData?: { frameId?: unknown } }): boolean =>
    auxData?.frameId === frameTree.frame.id;
  devTools.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.name === worldName && isOnTop(context)) world = context.id;
  });
  devTools.on('Runtime.executionContextsCleared', () => (world = undefined));
  devTools.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
    if (name !== binding) return;
    const { id, channel, parameters } = JSON.parse(payload) as { id: number; channel: string; parameters: unknown[] };
    onInvoke(channel, parameters).then(
      (value) => {
        void post(executionContextId, { kind: 'reply', id, isOk: true, value });
      },
      (error: unknown) => {
        void post(executionContextId, { kind: 'reply', id, isOk: false, value: String(error) });
      },
    );
  });
  await devTools.send('Page.enable');
  await devTools.send('Runtime.enable');
  await devTools.send('Runtime.addBinding', { name: binding, executionContextName: worldName });
  const preload = `(require, process) => { const module = { exports: {} }, exports = module.exports; ${readFileSync(preloadFile, 'utf8')}\n}`;
  const isolated = `(${isolatedWorld.toString()})(${preload}, (message) => ${binding}(message), ${JSON.stringify(process.platform)})`;
  const onlyOnTop = (source: string): string => `if (window === window.top) { ${source} }`;
  await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: onlyOnTop(`(${pageWorld.toString()})()`) });
  await devTools.send('Page.addScriptToEvaluateOnNewDocument', { source: onlyOnTop(isolated), worldName });
  return (message) => post(world, message);
}

/** Every request is first shown to the program's own filter, then answered by its own scheme handler; nothing else exists. */
async function serveFromProgram(context: BrowserContext, page: Page, events: PageEvents): Promise<void> {
  let isFirst = true;
  const serve = async (route: Route): Promise<void> => {
    const request = route.request();
    const url = toAppUrl(request.url());
    const isNavigation = request.isNavigationRequest() && request.frame() === page.mainFrame();
    if (isNavigation && !isFirst && request.url() !== page.url() && !events.mayNavigate(url)) {
      report({ kind: 'blocked', url, by: 'navigation' });
      // No content: the page stays what it was. An aborted navigation would show Chromium's error page.
      return route.fulfill({ status: 204 });
    }
    if (isNavigation) isFirst = false;
    if (!(await isRequestAllowed(url))) {
      report({ kind: 'blocked', url, by: 'request' });
      return route.abort('blockedbyclient');
    }
    const response = await answer(url, request.method(), await request.allHeaders());
    if (response === null) return route.abort('failed');
    const body = Buffer.from(await response.arrayBuffer());
    return route.fulfill({ status: response.status, headers: Object.fromEntries(response.headers), body });
  };
  await context.route('**/*', (route) => serve(route).catch(() => route.abort('failed').catch(() => undefined)));
}
