import type { Context } from 'hono';
import { invalidInput } from '../../../contract/checkInput.ts';
import { AppError, unwrap } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/operations/index.ts';
import type { ApiTarget } from '../api.ts';
import type { KeptUpload } from '../../files/keepUpload.ts';
import { bodyOf } from '../requestBody.ts';
import { readMultipart } from './multipart.ts';
import { checkTexts } from './routeInput.ts';

export type SentFile = KeptUpload & { readonly name: string; readonly field: string };

export type Sent = {
  readonly files: readonly SentFile[];
  readonly fields: ReadonlyMap<string, string>;
};

type Keep = (name: string, body: ReadableStream<Uint8Array>) => Promise<KeptUpload>;

export type UploadRules = {
  readonly keep: Keep;
  /** Names of file fields, and how many of each may come. */
  readonly files: Readonly<Record<string, number>>;
};

export const isForm = (c: Context): boolean => /^multipart\/form-data\b/i.test(c.req.header('content-type') ?? '');

/** A form's own lines and fields are no larger than this, bytes. */
const largestForm = 16 * 1024 * 1024;

/**
 * Keeps the files of a form and works with them. Where the form breaks off or the work fails, the files that came with it are
 * deleted again, unless they have become recordings.
 * @throws AppError INVALID_INPUT, and those of `keep` and `work`
 */
export async function withForm<T>(
  c: Context,
  target: ApiTarget,
  { keep, files: allowed }: UploadRules,
  work: (sent: Sent) => Promise<T>,
): Promise<T> {
  if (!isForm(c)) throw invalidInput('Content-Type', 'not-one-of', 'multipart/form-data');
  // In the order they came, though a short file may be kept before the long one in front of it.
  const slots: (SentFile | undefined)[] = [];
  const kept = (): SentFile[] => slots.filter((file) => file !== undefined);
  const counts = new Map<string, number>();
  const most = Object.values(allowed).reduce((sum, count) => sum + count, 0);
  try {
    const form = {
      contentType: c.req.header('content-type') ?? '',
      body: bodyOf(c.req.raw.body),
      files: most,
    };
    const fields = await readMultipart(form, async ({ field, fileName, body }) => {
      const count = (counts.get(field) ?? 0) + 1;
      counts.set(field, count);
      if (count > (Object.hasOwn(allowed, field) ? (allowed[field] ?? 0) : 0)) {
        throw invalidInput(field, 'misplaced-file', Object.keys(allowed).join(', '));
      }
      const name = fileName === '' ? field : fileName;
      checkTexts(name, field);
      const slot = slots.push(undefined) - 1;
      slots[slot] = { ...(await keep(name, body)), name, field };
    });
    return await work({ files: kept(), fields });
  } catch (error) {
    await forget(target, kept());
    throw error;
  }
}

/** What the sender calls a file that is the body itself. */
function rawName(c: Context): string {
  const name = c.req.query('name') ?? '';
  return name === '' ? 'audio' : name;
}

/** The same for a body that is the file itself. */
export async function withRawBody<T>(
  c: Context,
  target: ApiTarget,
  keep: Keep,
  work: (file: SentFile) => Promise<T>,
): Promise<T> {
  const name = rawName(c);
  checkTexts(name, 'name');
  const file = { ...(await keep(name, bodyOf(c.req.raw.body))), name, field: 'body' };
  try {
    return await work(file);
  } catch (error) {
    await forget(target, [file]);
    throw error;
  }
}

async function forget(target: ApiTarget, files: readonly SentFile[]): Promise<void> {
  for (const { path, isNew } of files) if (isNew) await target.dispatch('uploads.forget', { path });
}

/**
 * Refuses a recording whose announced length is beyond the person's limit before any of it is read.
 * @throws AppError FILE_TOO_LARGE
 */
export async function checkAnnounced(c: Context, target: ApiTarget): Promise<void> {
  const announced = Number(c.req.header('content-length') ?? 0);
  const { limits } = unwrap(await target.dispatch('settings.get', undefined)) as Output<'settings.get'>;
  if (announced <= limits.uploadMb * 1024 ** 2 + largestForm) return;
  throw new AppError('FILE_TOO_LARGE', {
    file: rawName(c),
    limit: `${String(limits.uploadMb)} MB`,
  });
}

/** An operation for code of ours. Rejects with AppError. */
export async function ask(target: ApiTarget, name: string, input: unknown): Promise<unknown> {
  return unwrap(await target.dispatch(name, input));
}
