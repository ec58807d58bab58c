import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { Busboy, type BusboyFileStream, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy';
import { invalidInput } from '../../../contract/checkInput.ts';
import { AppError } from '../../../contract/errors.ts';
import type { InputFault } from '../../../contract/inputFaults.ts';
import { webStreamOf } from '../webStream.ts';

/** Beyond anything a form of ours needs. */
const limits = { fields: 40, fieldNameSize: 100, fieldSize: 256 * 1024, headerPairs: 20, headerSize: 16 * 1024 };

export type FilePart = {
  readonly field: string;
  /** As the sender calls it; empty where it does not. */
  readonly fileName: string;
  readonly body: ReadableStream<Uint8Array>;
};

export type MultipartRequest = {
  readonly contentType: string;
  readonly body: ReadableStream<Uint8Array>;
  /** Most files. */
  readonly files: number;
};

function refuse(reason: InputFault, path = 'multipart/form-data'): AppError {
  return invalidInput(path, reason);
}

/**
 * Reads a form part by part; each file is given on while it comes, and nothing of it is held here. Answers with the text fields.
 * When anything fails, `onFile` of the file under way fails too, and all of them have ended when this rejects.
 * @throws AppError INVALID_INPUT, and the first error of `onFile`
 */
export async function readMultipart(
  { contentType, body, files }: MultipartRequest,
  onFile: (part: FilePart) => Promise<void>,
): Promise<Map<string, string>> {
  const parser = openParser(contentType, files);
  const fields = new Map<string, string>();
  const streams: BusboyFileStream[] = [];
  const works: Promise<void>[] = [];
  const stop = new AbortController();
  const fail = (error: unknown): void => {
    stop.abort(error);
  };
  parser.on('file', (field, stream, fileName) => {
    streams.push(stream);
    const work = onFile({
      field,
      fileName: typeof fileName === 'string' ? fileName : '',
      body: webStreamOf(stream),
    });
    works.push(work);
    work.catch(fail);
  });
  parser.on('field', (name, value, isNameCut, isValueCut) => {
    if (typeof name !== 'string' || isNameCut || isValueCut) fail(refuse('field-too-long'));
    else if (fields.has(name)) fail(refuse('twice', name));
    else fields.set(name, value);
  });
  for (const limit of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const) {
    parser.on(limit, () => {
      fail(refuse('too-many-parts'));
    });
  }
  const source = Readable.fromWeb(body as NodeReadableStream);
  try {
    await pipeline(source, parser, { signal: stop.signal });
    await Promise.all(works);
  } catch (error) {
    const reason: unknown = stop.signal.aborted ? stop.signal.reason : error;
    for (const stream of streams) stream.destroy(refuse('stopped'));
    const ended = await Promise.allSettled(works);
    throw reasonOf(reason, ended);
  }
  return fields;
}

function openParser(contentType: string, files: number): BusboyInstance {
  try {
    return new Busboy({
      headers: { 'content-type': contentType } as BusboyHeaders,
      limits: { ...limits, files, parts: limits.fields + files },
    });
  } catch (error) {
    throw refuse(error instanceof Error && error.message.includes('oundary') ? 'no-boundary' : 'not-a-form');
  }
}

/** What a person can do something about comes first; whatever else is wrong, the form broke off or makes no sense. */
function reasonOf(reason: unknown, ended: readonly PromiseSettledResult<void>[]): unknown {
  if (reason instanceof AppError) return reason;
  const known = ended.find((work) => work.status === 'rejected' && work.reason instanceof AppError);
  return known?.status === 'rejected' ? known.reason : refuse('not-a-form');
}
