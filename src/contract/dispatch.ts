import type { z } from 'zod';
import { AppError, toEnvelope, type Reply } from './errors.ts';
import { isOperationName, operations, type Handlers } from './operations/index.ts';

/** The single door to the core: every transport passes a name and raw input, and sends the reply back. */
export async function dispatch(
  handlers: Handlers,
  name: string,
  rawInput: unknown,
  onError: (error: unknown, id: string) => void,
): Promise<Reply<unknown>> {
  const id = crypto.randomUUID().slice(0, 8);
  try {
    if (!isOperationName(name)) throw new AppError('UNKNOWN_OPERATION', { name });
    const input = parseInput(operations[name].input, rawInput);
    const handler = handlers[name] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(input) };
  } catch (error) {
    onError(error, id);
    return { ok: false, error: toEnvelope(error, id) };
  }
}

function parseInput(schema: z.ZodType, rawInput: unknown): unknown {
  const result = schema.safeParse(rawInput);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new AppError('INVALID_INPUT', { path: issue?.path.join('.') ?? '', reason: issue?.message ?? '' });
}
