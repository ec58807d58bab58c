import { mkdirSync, openAsBlob } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { clipPath } from '../../../tests/suites/host.ts';
import { arbitraryOf, sometimesJunk, type KnownValues } from '../../../tests/suites/schemaArbitrary.ts';
import { sendingForm, serveApi, type ServedApi } from '../../../tests/suites/servedApi.ts';
import { hasEnded, waitForJob } from '../../../tests/suites/testCantado.ts';
import { jobIdSchema } from '../../contract/ids.ts';
import type { JsonSchema } from '../../adapters/http/rest/jsonSchema.ts';
import { createOpenApi, type DescribedOperation } from '../../adapters/http/rest/openApi.ts';
import { specialRoutes } from '../../adapters/http/rest/restApi.ts';

/** Requests to each operation: few in a quick run, CANTADO_API_RUNS in a long one. */
const runCount = Number(process.env['CANTADO_API_RUNS'] ?? 8);

/** Left out: it starts a process for every device of this computer. */
const leftOut = ['devices.prove'];

const document = createOpenApi('test', specialRoutes);
type Operation = { readonly method: string; readonly path: string; readonly described: DescribedOperation };
const operations: Operation[] = Object.entries(document.paths).flatMap(([at, methods]) =>
  Object.entries(methods).map(([method, described]) => ({ method: method.toUpperCase(), path: at, described })),
);
type Parameter = {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: JsonSchema;
};

/** Checks a value against a schema of the document, references included. */
function validator(schema: JsonSchema): z.ZodType {
  const local = (value: unknown): JsonSchema =>
    JSON.parse(JSON.stringify(value).replaceAll('#/components/schemas/', '#/$defs/')) as JsonSchema;
  const whole = { ...local(schema), $defs: local(document.components.schemas) };
  return z.fromJSONSchema(whole as Parameters<typeof z.fromJSONSchema>[0]);
}
const problem = validator({ $ref: '#/components/schemas/Problem' });

let api: ServedApi;
let clip: Blob;
let known: KnownValues = () => [];

beforeAll(async () => {
  api = await serveApi();
  clip = await openAsBlob(clipPath('austen-0880'));
  const sent = await api.ask('/audio/jobs', sendingForm({ audio: [clip, 'a.wav'], voiceId: 'deep', seed: '1' }));
  const { jobId, takeId } = (await sent.json()) as { jobId: string; takeId: string };
  const [recording] = await api.read<{ id: string }[]>('/recordings');
  await waitForJob(api.cantado, jobIdSchema.parse(jobId), hasEnded);
  const recordingId = recording?.id ?? '';
  const folder = path.join(api.dataFolder, '..', 'named');
  mkdirSync(folder);
  const paths = [clipPath('austen-0880'), folder, path.join(folder, 'missing', 'x.wav'), '\0', '', 'x'.repeat(9000)];
  const ids: Readonly<Record<string, readonly unknown[]>> = {
    jobId: [jobId, crypto.randomUUID()],
    beforeJobId: [jobId, null, crypto.randomUUID()],
    afterJobId: [jobId, crypto.randomUUID()],
    takeId: [takeId, takeId, crypto.randomUUID()],
    first: [takeId],
    second: [takeId, crypto.randomUUID()],
    recordingId: [recordingId, recordingId, crypto.randomUUID()],
    voiceId: ['deep', 'robot', 'nobody'],
    voice: ['deep', 'Robot', 'nobody', '\u0000', 'ä/ö'],
    // Nothing is written or searched but what the test made.
    path: paths,
    folder: paths,
    exportFolder: [folder, null],
    settings: [{}, { transposeSt: 2, key: 'A minor' }, { transposeSt: 99 }, { nope: 1 }],
    export: [{ format: 'wav' }, { format: 'mp3', path: folder }, { format: 'flac', quality: '9' }],
    paths: [[clipPath('austen-0880')], [folder], [path.join(folder, 'missing.wav')]],
  };
  known = (field) => ids[field] ?? [];
});
afterAll(() => api.close());

describe('the document of the API', () => {
  it('names every operation once, declares what its paths ask for, and refers to nothing that is not there', () => {
    const ids = operations.map(({ described }) => described.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const shapes = Object.keys(document.paths).map((at) => at.replace(/\{\w+\}/g, '{}'));
    expect(new Set(shapes).size).toBe(shapes.length);
    for (const { path: at, described } of operations) {
      const declared = ((described.parameters ?? []) as Parameter[]).filter((one) => one.in === 'path');
      expect(declared.map(({ name }) => `{${name}}`).sort()).toEqual(
        [...at.matchAll(/\{\w+\}/g)].map(([name]) => name).sort(),
      );
    }
    for (const [, name = ''] of JSON.stringify(document).matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      expect(Object.keys(document.components.schemas)).toContain(name);
    }
  });
});

describe('whatever is asked, the answer is one that the document tells of, and never a fault of the server', () => {
  const asked = operations.filter(({ described }) => !leftOut.includes(described.operationId));
  it.each(asked.map((one) => [`${one.method} ${one.path}`, one] as const))('%s', async (_name, operation) => {
    const property = fc.asyncProperty(requestFor(operation), async ({ target, init }) => {
      const response = await api.ask(target, init);
      await checkAnswer(operation, response);
    });
    await fc.assert(property, { numRuns: runCount, interruptAfterTimeLimit: 20_000 });
  });
});

async function checkAnswer({ described }: Operation, response: Response): Promise<void> {
  const { status } = response;
  expect(status, 'a fault of the server').toBeLessThan(500);
  expect(Object.keys(described.responses)).toContain(String(status));
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  if (status >= 400 && status !== 416) {
    expect(type).toBe('application/problem+json');
    const body: unknown = await response.json();
    expect(problem.safeParse(body).error?.issues, JSON.stringify(body)).toBeUndefined();
    return;
  }
  const answer = described.responses[String(status)];
  const content = answer && 'content' in answer ? (answer.content ?? {}) : {};
  if (status !== 204 && status !== 416) expect(Object.keys(content)).toContain(type);
  if (type !== 'application/json') {
    await response.body?.cancel();
    return;
  }
  const body: unknown = await response.json();
  const schema = content[type]?.schema ?? {};
  expect(validator(schema).safeParse(body).error?.issues, JSON.stringify(body).slice(0, 2000)).toBeUndefined();
}

type Sent = { readonly target: string; readonly init: RequestInit };

/** Requests as the document asks for them, and such as it does not. */
function requestFor({ method, path: at, described }: Operation): fc.Arbitrary<Sent> {
  const parameters = (described.parameters ?? []) as Parameter[];
  const lazily = (schema: JsonSchema, field: string): fc.Arbitrary<unknown> =>
    sometimesJunk(arbitraryOf(schema, known, field));
  const inPath = fc.tuple(
    ...parameters.filter((one) => one.in === 'path').map(({ name, schema }) => lazily(schema, name)),
  );
  const inQuery = parameters
    .filter((one) => one.in === 'query')
    .map(({ name, schema }) => [name, lazily(schema, name)] as const);
  const query = fc.record(Object.fromEntries([...inQuery, ['odd', fc.string()]]), { requiredKeys: [] });
  const headers = fc.record(
    {
      'accept-language': fc.constantFrom('pt-BR', 'en;q=0.1, pt', ';;;', 'x'.repeat(300)),
      range: fc.constantFrom('bytes=0-3', 'bytes=999999999-', 'bytes=5-2', 'lines=1', '\t'),
      'idempotency-key': fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'x'.repeat(256), 'é'),
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(inPath, sometimesOdd(query), headers, bodyFor(method, described))
    .map(([path, fields, more, body]) => {
      let index = 0;
      const target = at.replace(/\{\w+\}/g, () => encodeURIComponent(textOf(path[index++])) || '%20');
      const search = new URLSearchParams(
        Object.entries(fields).map(([name, value]) => [name, textOf(value)]),
      ).toString();
      return {
        target: search === '' ? target : `${target}?${search}`,
        init: {
          method,
          headers: { ...more, ...body.headers },
          ...(body.body === undefined ? {} : { body: body.body }),
        },
      };
    });
}

/** An unknown field makes every request a refused one, so it is rare. */
function sometimesOdd(query: fc.Arbitrary<Record<string, unknown>>): fc.Arbitrary<Record<string, unknown>> {
  return fc.tuple(query, fc.nat({ max: 9 })).map(([fields, keep]) => {
    const { odd, ...others } = fields;
    return keep === 0 && odd !== undefined ? fields : others;
  });
}

type Body = { readonly body?: BodyInit; readonly headers: Record<string, string> };

function bodyFor(method: string, { requestBody }: DescribedOperation): fc.Arbitrary<Body> {
  if (method === 'GET' || method === 'DELETE') return fc.constant({ headers: {} });
  const none = fc.constantFrom<Body>({ headers: {} }, { body: '', headers: {} });
  const wrong = fc.constantFrom<Body>(
    { body: '{', headers: { 'content-type': 'application/json' } },
    { body: '[1]', headers: { 'content-type': 'application/json' } },
    { body: '{"unknown": 1}', headers: { 'content-type': 'application/json' } },
    { body: 'a=1', headers: { 'content-type': 'application/x-www-form-urlencoded' } },
    { body: 'x', headers: { 'content-type': 'multipart/form-data; boundary=' } },
    { body: new Uint8Array([0, 255, 254]), headers: { 'content-type': 'application/octet-stream' } },
  );
  const kinds = Object.entries(requestBody?.content ?? {}).map(([type, { schema }]): fc.Arbitrary<Body> => {
    if (type === 'multipart/form-data')
      return fc.tuple(arbitraryOf(schema, known)).map(([fields]) => formOf(schema, fields));
    if (type !== 'application/json')
      return fc.constantFrom({ body: clip, headers: {} }, { body: 'no sound', headers: {} });
    return arbitraryOf(schema, known).map((value) => ({
      body: JSON.stringify(value),
      headers: { 'content-type': 'application/json' },
    }));
  });
  const right = kinds.length === 0 ? none : fc.oneof(...kinds);
  return fc.oneof({ arbitrary: right, weight: 8 }, { arbitrary: none, weight: 1 }, { arbitrary: wrong, weight: 1 });
}

function formOf({ properties = {} }: JsonSchema, fields: unknown): Body {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields as object)) {
    const { type, items, contentMediaType } = properties[name] ?? {};
    const isFile = contentMediaType !== undefined || (type === 'array' && items?.['contentMediaType'] !== undefined);
    if (isFile) form.append(name, name === 'voice' || name === 'index' ? new Blob(['x']) : clip, 'a.wav');
    else form.append(name, textOf(value));
  }
  return { body: form, headers: {} };
}

function textOf(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString();
}
