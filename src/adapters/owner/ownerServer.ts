import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { chmod } from 'node:fs/promises';
import { Hono } from 'hono';
import { createApi, type ApiTarget } from '../http/api.ts';
import { createApiServer } from '../http/apiServer.ts';
import { removeOwnerInfo, writeOwnerInfo } from './ownerInfo.ts';
import { prepareSocketPath, removeSocketFolder } from './socketPath.ts';

export type OwnerServer = { close(): Promise<void> };

/** Lets other processes of this person reach the data folder through its owner. Only with the lock in hand. */
export async function startOwnerServer(target: ApiTarget, dataFolder: string, version: string): Promise<OwnerServer> {
  const token = randomBytes(32).toString('hex');
  const app = new Hono();
  app.use(async (c, next) => {
    const isKnown = isSameToken(c.req.header('authorization') ?? '', `Bearer ${token}`);
    if (!isKnown) return c.text('Unknown token', 403);
    return next();
  });
  app.route('/', createApi(target));
  const { server, close } = createApiServer(app);
  const socketPath = await prepareSocketPath(dataFolder);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  if (process.platform !== 'win32') await chmod(socketPath, 0o600);
  await writeOwnerInfo(dataFolder, { pid: process.pid, socketPath, token, version });
  return {
    close: async () => {
      await removeOwnerInfo(dataFolder);
      await close();
      await removeSocketFolder(socketPath);
    },
  };
}

/** In constant time, whatever their lengths. */
function isSameToken(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}
