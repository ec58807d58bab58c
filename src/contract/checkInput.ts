import type { z } from 'zod';
import { AppError } from './errors.ts';
import type { InputFault } from './inputFaults.ts';

type Fault = { readonly reason: InputFault; readonly wanted?: string | number };

/** The refusal of a value. @param path where it lies, empty for the whole; wanted: what would do instead */
export function invalidInput(path: string, reason: InputFault, wanted?: string | number): AppError<'INVALID_INPUT'> {
  return new AppError('INVALID_INPUT', { path, reason, ...(wanted === undefined ? {} : { wanted }) });
}

/** For a schema's `refine`: what the refusal says. */
export function refusedAs(reason: InputFault, wanted?: string): { params: Fault } {
  return { params: { reason, ...(wanted === undefined ? {} : { wanted }) } };
}

/** What a schema makes of input. @throws AppError INVALID_INPUT with the first thing that is wrong, in words of ours */
export function checkedInput<S extends z.ZodType>(schema: S, rawInput: unknown): z.output<S> {
  const result = schema.safeParse(rawInput, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  if (!issue) throw invalidInput('', 'other-form');
  const { reason, wanted } = faultOf(issue);
  throw invalidInput(pathOf(issue), reason, wanted);
}

function pathOf(issue: z.core.$ZodIssue): string {
  const inside = issue.code === 'unrecognized_keys' ? issue.keys.slice(0, 1) : [];
  return [...issue.path, ...inside].map(String).join('.');
}

function faultOf(issue: z.core.$ZodIssue): Fault {
  if (issue.code === 'unrecognized_keys') return { reason: 'unknown' };
  if (issue.input === undefined) return { reason: 'missing' };
  switch (issue.code) {
    case 'invalid_type':
      return { reason: typeFaults[issue.expected] ?? 'other-form' };
    case 'invalid_value':
      return { reason: 'not-one-of', wanted: issue.values.map(String).join(', ') };
    case 'invalid_union':
      return 'options' in issue && issue.options
        ? { reason: 'not-one-of', wanted: issue.options.map(String).join(', ') }
        : { reason: 'other-form' };
    case 'too_big':
      return { reason: sizeFaults[issue.origin]?.[0] ?? 'too-large', wanted: Number(issue.maximum) };
    case 'too_small':
      return { reason: sizeFaults[issue.origin]?.[1] ?? 'too-small', wanted: Number(issue.minimum) };
    case 'invalid_format':
      return { reason: issue.format === 'uuid' ? 'not-a-uuid' : 'other-form' };
    case 'custom':
      return (issue.params as Fault | undefined) ?? { reason: 'other-form' };
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return { reason: 'other-form' };
  }
}

const typeFaults: Readonly<Record<string, InputFault>> = {
  string: 'not-text',
  number: 'not-a-number',
  int: 'not-a-whole-number',
  boolean: 'not-true-or-false',
  array: 'not-a-list',
  object: 'not-an-object',
  record: 'not-an-object',
};

/** What is longer, and what is shorter than allowed; of anything else, larger and smaller. */
const sizeFaults: Readonly<Record<string, readonly [InputFault, InputFault]>> = {
  string: ['too-long', 'too-short'],
  array: ['too-many', 'too-few'],
};
