import { checkedInput } from './checkInput.ts';
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
    const input = checkedInput(operations[name].input, rawInput);
    const handler = handlers[name] as (input: unknown) => Promise<unknown>;
    return { ok: true, value: await handler(input) };
  } catch (error) {
    onError(error, id);
    return { ok: false, error: toEnvelope(error, id) };
  }
}
