import type { Context } from 'hono';
import type { HttpRoute } from '../../../contract/operations/http.ts';
import type { ApiTarget } from '../api.ts';
import type { JsonSchema } from './jsonSchema.ts';

export type RouteParameter = {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly description: string;
  readonly schema: JsonSchema;
  readonly isRequired?: boolean;
};

/** A route that is more than one operation: what the API's document says of it, and what it does. */
export type SpecialRoute = Pick<HttpRoute, 'method' | 'path' | 'summary'> & {
  readonly id: string;
  readonly parameters?: readonly RouteParameter[];
  /** Bodies it takes, by media type. */
  readonly bodies?: Readonly<Record<string, JsonSchema>>;
  /** Answers of success, by status and media type. */
  readonly answers: Readonly<Record<number, Readonly<Record<string, JsonSchema>>>>;
  readonly handle: (c: Context, target: ApiTarget) => Promise<Response>;
};

export const binary: JsonSchema = { type: 'string', contentMediaType: 'application/octet-stream' };

export const idempotencyKey: RouteParameter = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'The same key and the same request within 24 hours give the same answer; nothing is made twice.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};
