import { z } from 'zod';
import { errorEnvelopeSchema } from '../../../contract/errors.ts';
import { importLineSchema } from '../../../contract/imports.ts';
import { noticeSchema } from '../../../contract/notices.ts';
import { problemStatuses } from './problemStatus.ts';

/** As much of JSON Schema as is read here; the rest is passed on. */
export type JsonSchema = {
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly [keyword: string]: unknown;
};

const details = { type: 'object', additionalProperties: { type: ['string', 'number'] } };

/** Schemas that zod knows only as a function. */
const handWritten = new Map<unknown, JsonSchema>([
  [errorEnvelopeSchema, codeAndDetails({ enum: Object.keys(problemStatuses) })],
  [noticeSchema, codeAndDetails({ type: 'string' })],
  [
    importLineSchema,
    {
      type: 'object',
      properties: { code: { type: 'string' }, status: { enum: ['ok', 'note', 'warning', 'refused'] }, details },
      required: ['code', 'status', 'details'],
    },
  ],
]);

function codeAndDetails(code: JsonSchema): JsonSchema {
  return { type: 'object', properties: { code, details }, required: ['code', 'details'] };
}

type Registry = ReturnType<typeof z.registry<{ id: string }>>;

/** A schema as JSON Schema 2020-12: what is passed (`input`) or what comes (`output`). */
export function toJsonSchema(schema: z.ZodType, io: 'input' | 'output', metadata?: Registry): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    ...(metadata ? { metadata } : {}),
    override: ({ zodSchema, jsonSchema }) => {
      Object.assign(jsonSchema, handWritten.get(zodSchema));
    },
  }) as JsonSchema;
}
