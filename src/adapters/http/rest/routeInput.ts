import type { z } from 'zod';
import { invalidInput } from '../../../contract/checkInput.ts';
import type { InputFault } from '../../../contract/inputFaults.ts';
import { toJsonSchema, type JsonSchema } from './jsonSchema.ts';

/** The fields of an operation's input, as they may be written in a path, a query or a form. */
export type InputFields = Readonly<Record<string, JsonSchema>>;

export function inputFieldsOf(schema: z.ZodType): InputFields {
  return toJsonSchema(schema, 'input').properties ?? {};
}

function refuse(path: string, ...fault: [InputFault, string?]): never {
  throw invalidInput(path, ...fault);
}

/**
 * Fields that came as text, with the types their schema asks for: numbers, true and false, null, lists (given several times) and,
 * for objects, JSON. What does not look like its type stays text, and the operation refuses it.
 * @throws AppError INVALID_INPUT for a field that is not known
 */
export function fieldsFromText(
  given: Iterable<readonly [string, string]>,
  fields: InputFields,
): Record<string, unknown> {
  const texts = new Map<string, string[]>();
  for (const [name, text] of given) {
    if (!Object.hasOwn(fields, name)) refuse(name, 'unknown');
    texts.set(name, [...(texts.get(name) ?? []), text]);
  }
  return Object.fromEntries([...texts].map(([name, values]) => [name, typed(values, fields[name] ?? {})]));
}

function typed(texts: readonly string[], schema: JsonSchema): unknown {
  const types = typesOf(schema);
  if (types.has('array')) return texts.map((text) => typed([text], itemsOf(schema)));
  const [text = '', ...more] = texts;
  if (more.length > 0) return texts;
  const isNumber = types.has('number') || types.has('integer');
  if (isNumber && /^-?\d{1,20}(\.\d{1,20})?(e[+-]?\d{1,3})?$/i.test(text)) return Number(text);
  if (types.has('boolean') && (text === 'true' || text === 'false')) return text === 'true';
  if (types.has('null') && text === 'null') return null;
  if (types.has('object')) return jsonOr(text);
  return text;
}

function alternativesOf(schema: JsonSchema): readonly JsonSchema[] {
  return [schema, ...[...(schema.anyOf ?? []), ...(schema.oneOf ?? [])].flatMap(alternativesOf)];
}

function typesOf(schema: JsonSchema): Set<string> {
  return new Set(alternativesOf(schema).flatMap(({ type = [] }) => type));
}

function itemsOf(schema: JsonSchema): JsonSchema {
  return alternativesOf(schema).find(({ items }) => items)?.items ?? {};
}

function jsonOr(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text;
  }
  if (isDeeper(value, deepestValue)) refuse('', 'too-deep');
  return value;
}

/** Nothing that can be asked has as many things within things; whoever walks through more of them runs out of room. */
const deepestValue = 64;

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((part) => isDeeper(part, levels - 1));
}

/** The fields of a JSON body; an empty body has none. @throws AppError INVALID_INPUT */
export function fieldsFromJson(text: string, fields: InputFields): Record<string, unknown> {
  if (text.trim() === '') return {};
  const value = jsonOr(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('', 'not-an-object');
  for (const name of Object.keys(value)) if (!Object.hasOwn(fields, name)) refuse(name, 'unknown');
  return { ...value };
}

/** No text anybody means holds a NUL, and the system takes it for the end of a path. */
export function checkTexts(value: unknown, path = ''): void {
  if (typeof value === 'string' && value.includes('\0')) refuse(path, 'nul');
  if (typeof value !== 'object' || value === null) return;
  for (const [name, part] of Object.entries(value)) {
    if (name.includes('\0')) refuse(path, 'nul');
    checkTexts(part, path === '' ? name : `${path}.${name}`);
  }
}
