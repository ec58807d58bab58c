import fc from 'fast-check';
import type { JsonSchema } from '../../src/adapters/http/rest/jsonSchema.ts';

/** Values that mean something in the program under test, such as ids, offered wherever a schema takes them. */
export type KnownValues = (field: string, schema: JsonSchema) => readonly unknown[];

/** What nobody should send. */
const junk: fc.Arbitrary<unknown> = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom<unknown>(
    '',
    null,
    -1,
    1e308,
    2 ** 53,
    0.1,
    true,
    [],
    {},
    '\0',
    '../..',
    '%00',
    "' OR 1=1 --",
    'x'.repeat(5000),
  ),
  fc.jsonValue({ maxDepth: 2 }),
  fc.constant(JSON.parse('{"__proto__": {"a": 1}, "constructor": 1}') as unknown),
);

/** Mostly what the schema asks for, now and then anything. */
export function sometimesJunk(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof({ arbitrary: valid, weight: 29 }, { arbitrary: junk, weight: 1 });
}

/** Values of a JSON Schema as zod writes it, with references followed by `defs`. */
export function arbitraryOf(schema: JsonSchema, known: KnownValues, field = ''): fc.Arbitrary<unknown> {
  const offered = known(field, schema);
  if (offered.length > 0) return fc.constantFrom(...offered);
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return fc.oneof(...alternatives.map((one) => arbitraryOf(one, known, field)));
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const [type] = [schema.type ?? 'any'].flat();
  const bound = (name: string, otherwise: number): number => Number(schema[name] ?? otherwise);
  switch (type) {
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.integer({
        min: bound('minimum', -5),
        max: Math.min(bound('maximum', 1000), bound('minimum', -5) + 2000),
      });
    case 'number':
      return fc.double({ min: bound('minimum', -50), max: bound('maximum', 50), noNaN: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return fc.array(sometimesJunk(arbitraryOf(schema.items ?? {}, known, field)), {
        minLength: bound('minItems', 0),
        maxLength: Math.max(bound('minItems', 0), 3),
      });
    case 'object':
      return objectOf(schema, known);
    default:
      return junk;
  }
}

function stringOf({ format, pattern, minLength, maxLength }: JsonSchema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.constantFrom('2026-01-01T00:00:00Z', '2030-12-31T23:59:59.999Z');
  if (typeof pattern === 'string' && !/[\\]p|\(\?/.test(pattern))
    return fc.stringMatching(new RegExp(pattern)).map((text) => text.slice(0, Number(maxLength ?? 500)));
  return fc.string({
    unit: 'grapheme',
    minLength: Number(minLength ?? 0),
    maxLength: Math.min(30, Number(maxLength ?? 30)),
  });
}

function objectOf(
  { properties = {}, required = [], ...schema }: JsonSchema,
  known: KnownValues,
): fc.Arbitrary<unknown> {
  const extra = schema['additionalProperties'];
  if (Object.keys(properties).length === 0 && typeof extra === 'object') {
    return fc.dictionary(fc.string({ maxLength: 10 }), arbitraryOf(extra as JsonSchema, known), { maxKeys: 3 });
  }
  const fields = Object.entries(properties).map(
    ([name, one]) => [name, sometimesJunk(arbitraryOf(one, known, name))] as const,
  );
  // A field that is asked for is left out now and then as well.
  return fc
    .tuple(fc.record(Object.fromEntries(fields), { requiredKeys: [...required] }), fc.nat({ max: 19 }))
    .map(([value, dropped]) => (dropped === 0 ? omit(value, required[0]) : value));
}

function omit(value: object, name: string | undefined): unknown {
  return Object.fromEntries(Object.entries(value).filter(([field]) => field !== name));
}
