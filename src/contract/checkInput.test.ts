import { expect, it } from 'vitest';
import { z } from 'zod';
import { checkedInput, invalidInput } from './checkInput.ts';
import { errorEnvelopeSchema, toEnvelope, type ErrorEnvelope } from './errors.ts';
import { exportRequestSchema } from './exports.ts';
import { inputFaults } from './inputFaults.ts';
import { languages } from './language.ts';
import { errorText } from './texts/errorTexts.ts';

function refusal(schema: z.ZodType, input: unknown): ErrorEnvelope {
  try {
    checkedInput(schema, input);
  } catch (error) {
    return toEnvelope(error);
  }
  throw new Error('It was taken.');
}

const { template } = exportRequestSchema.shape;
const kinds = z.discriminatedUnion('kind', [z.object({ kind: z.literal('a') }), z.object({ kind: z.literal('b') })]);

it.each<[z.ZodType, unknown, string, string]>([
  [z.object({ voiceId: z.string() }), {}, 'voiceId: is missing.', 'voiceId: está faltando.'],
  [z.object({ n: z.int() }), { n: 1.5 }, 'n: must be a whole number.', 'n: precisa ser um número inteiro.'],
  [z.array(z.object({ n: z.number() })), [{ n: 'x' }], '0.n: must be a number.', '0.n: precisa ser um número.'],
  [z.uuid(), 'x', 'The input: must be a UUID.', 'A entrada: precisa ser um UUID.'],
  [z.enum(['a', 'b', 'c']), 'x', 'The input: must be a, b, or c.', 'A entrada: precisa ser a, b ou c.'],
  [kinds, { kind: 'c' }, 'kind: must be a or b.', 'kind: precisa ser a ou b.'],
  [
    z.string().max(1200),
    'x'.repeat(1201),
    'The input: must have 1,200 characters at most.',
    'A entrada: pode ter no máximo 1.200 caracteres.',
  ],
  [
    z.array(z.string()).min(1),
    [],
    'The input: has too few entries; fewest: 1.',
    'A entrada: tem itens de menos; mínimo: 1.',
  ],
  [z.number().max(2.5), 3, 'The input: must be 2.5 at most.', 'A entrada: pode ser no máximo 2,5.'],
  [z.strictObject({}), { x: 1 }, 'x: is not known here.', 'x: não é conhecido aqui.'],
  [template, 'a/b', 'The input: must be a name without folders.', 'A entrada: precisa ser um nome sem pastas.'],
  [
    template,
    '{me}',
    'The input: may hold in braces only {name}, {voice}, {key}, or {n}.',
    'A entrada: só pode ter entre chaves {name}, {voice}, {key} ou {n}.',
  ],
])('what a schema refuses is said in the language of who reads it: %#', (schema, input, english, portuguese) => {
  const error = refusal(schema, input);
  expect(languages.map((language) => errorText(error, language).hint)).toEqual([english, portuguese]);
});

it('no two reasons read alike, in any language', () => {
  for (const language of languages) {
    const hints = inputFaults.map((reason) => errorText(toEnvelope(invalidInput('x', reason, 'y')), language).hint);
    expect(new Set(hints).size).toBe(inputFaults.length);
    for (const hint of hints) expect(hint).toMatch(/^x: .*[^.]\.$/u);
  }
});

it('what another version of the program says is read as far as it can be', () => {
  const error = errorEnvelopeSchema.parse({ code: 'INVALID_INPUT', details: { path: 'x', reason: 'Invalid UUID' } });
  expect(errorText(error, 'en').hint).toBe('x: has another form than is asked for.');
});
