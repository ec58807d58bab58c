import type { Context } from 'hono';
import type { z } from 'zod';
import { checkedInput, invalidInput } from '../../../contract/checkInput.ts';
import { unwrap } from '../../../contract/errors.ts';
import type { HttpRoute } from '../../../contract/operations/http.ts';
import { operations, type OperationName } from '../../../contract/operations/index.ts';
import type { ApiTarget } from '../api.ts';
import { bodyOf, largestCallMb, smallText } from '../requestBody.ts';
import { relativePathIn } from '../wholePaths.ts';
import { once } from './once.ts';
import { chosenIdFields, representationOf } from './resources.ts';
import { checkTexts, fieldsFromJson, fieldsFromText, inputFieldsOf, type InputFields } from './routeInput.ts';

export type OperationRoute = { readonly name: OperationName; readonly route: HttpRoute };

type Entry = { readonly input: z.ZodType; readonly http?: HttpRoute };
const table: Readonly<Record<OperationName, Entry>> = operations;

/** Every operation that says how it is reached over HTTP. */
export const operationRoutes: readonly OperationRoute[] = Object.entries(table).flatMap(([name, { http }]) => {
  return http ? [{ name: name as OperationName, route: http }] : [];
});

const fieldsOf = new Map<OperationName, InputFields>();

function inputFields(name: OperationName): InputFields {
  const known = fieldsOf.get(name) ?? inputFieldsOf(operations[name].input);
  fieldsOf.set(name, known);
  return known;
}

/** The names in braces of a path. */
export function pathNames(path: string): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
}

/** The one among known paths that differs in the names of its parameters only; the path itself where there is none. */
export function sharedPath(known: Iterable<string>, path: string): string {
  const shapeOf = (one: string): string => one.replace(/\{\w+\}/g, '{}');
  return [...known].find((one) => shapeOf(one) === shapeOf(path)) ?? path;
}

/** Answers with an operation: its input comes from path, query and JSON body. Rejects with AppError. */
export async function answerOperation(c: Context, target: ApiTarget, name: OperationName): Promise<Response> {
  const { http } = table[name];
  const fields = inputFields(name);
  const inPath = pathNames(http?.path ?? '');
  const elsewhere = Object.fromEntries(Object.entries(fields).filter(([field]) => !inPath.includes(field)));
  const hasBody = c.req.method !== 'GET' && c.req.method !== 'HEAD' && c.req.method !== 'DELETE';
  const query = Object.entries(c.req.queries()).flatMap(([field, texts]) =>
    texts.map((text) => [field, text] as const),
  );
  const given = hasBody
    ? { ...fieldsFromText(query, {}), ...fieldsFromJson(await jsonText(c), elsewhere) }
    : fieldsFromText(query, elsewhere);
  const path = inPath.map((field) => [field, c.req.param(field) ?? ''] as const);
  return answerWith(c, target, name, { ...given, ...fieldsFromText(path, fields) });
}

/** The same for input that was put together already. */
export async function answerWith(
  c: Context,
  target: ApiTarget,
  name: OperationName,
  input: Record<string, unknown>,
): Promise<Response> {
  checkTexts(input);
  const relative = relativePathIn(input);
  if (relative !== undefined) throw invalidInput(relative, 'relative-path');
  const isVoid = operations[name].input.safeParse(undefined).success && Object.keys(input).length === 0;
  const ask = async (given: unknown): Promise<unknown> => unwrap(await target.dispatch(name, given));
  const idField = chosenIdFields[name];
  const value = idField
    ? await askOnce(c, target, { name, input, idField }, ask)
    : await ask(isVoid ? undefined : input);
  const { http } = table[name];
  const status = http?.status ?? (idField ? 202 : 200);
  if (status === 204) return new Response(null, { status, headers: noStore });
  const { of, location } = representationOf(name);
  return Response.json(of(value), {
    status,
    headers: { ...noStore, ...(location ? { Location: location(value) } : {}) },
  });
}

const noStore = { 'Cache-Control': 'no-store' };

function askOnce(
  c: Context,
  target: ApiTarget,
  {
    name,
    input,
    idField,
  }: { readonly name: OperationName; readonly input: Record<string, unknown>; readonly idField: string },
  ask: (given: unknown) => Promise<unknown>,
): Promise<unknown> {
  const chosen = input[idField];
  // What makes no sense is refused before a key is kept for it.
  checkedInput(operations[name].input, input);
  const request = {
    key: c.req.header('idempotency-key'),
    asked: [name, input],
    id: typeof chosen === 'string' ? chosen : undefined,
  };
  return once(target, request, (id) => ask({ ...input, [idField]: id }));
}

/** The text of a JSON body. @throws AppError INVALID_INPUT */
async function jsonText(c: Context): Promise<string> {
  const text = await smallText(bodyOf(c.req.raw.body));
  if (text === undefined) throw invalidInput('', 'too-much-json', largestCallMb);
  const type = c.req.header('content-type') ?? 'application/json';
  if (text !== '' && !/^application\/(\S+\+)?json\b/i.test(type)) {
    throw invalidInput('Content-Type', 'not-one-of', 'application/json');
  }
  return text;
}
