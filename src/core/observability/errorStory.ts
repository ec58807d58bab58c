/** What a report tells of an error: where in the program it was, never what it was about. */
export type ErrorStory = {
  readonly at: string;
  /** The id a person saw; empty where none was told. */
  readonly id: string;
  /** `DISK_FULL`, `ENOENT` or the kind of the error. */
  readonly code: string;
  /** `work (core/jobs/queue.js:120:7)` */
  readonly frames: readonly string[];
};

type Thrown = Readonly<Record<'name' | 'code' | 'message' | 'stack', string | undefined>>;

const mostFrames = 12;

/**
 * Undefined where a line tells of no error. Messages are left out: they may name a file, and the code names the fault.
 * @param line of app.jsonl, or of host-errors.jsonl, where the error is not nested
 */
export function errorStory(line: unknown): ErrorStory | undefined {
  const facts = partsOf(line);
  const { name, code, message, stack } = 'error' in facts ? partsOf(facts['error']) : facts;
  const error = { name: word(name), code: word(code), message: word(message), stack: word(stack) };
  if (error.stack === undefined && error.code === undefined && error.message === undefined) return undefined;
  const id = word(facts['id']) ?? '';
  return {
    at: momentOf(word(facts['at']) ?? word(facts['time']) ?? ''),
    id: /^[0-9a-f]{8}$/.test(id) ? id : '',
    code: codeOf(error),
    frames: framesOf(error),
  };
}

function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}

function word(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function momentOf(text: string): string {
  return /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) ? text : '';
}

function codeOf({ code, name, message = '' }: Thrown): string {
  const codeWord = /^[A-Z][A-Z0-9_]{2,40}$/;
  const ofSystem = /^([A-Z][A-Z0-9_]{2,40}):/.exec(message)?.[1];
  const found = [code, ofSystem].find((candidate) => candidate !== undefined && codeWord.test(candidate));
  return found ?? (name !== undefined && /^[A-Z]\w{2,40}Error$|^Error$/.test(name) ? name : 'Error');
}

/** The frames below the message, which may itself hold anything, even what looks like frames. */
function framesOf({ stack = '', message = '' }: Thrown): string[] {
  const start = stack.indexOf(message);
  if (start < 0) return [];
  return stack
    .slice(start + message.length)
    .split('\n')
    .flatMap((line) => frameOf(line) ?? [])
    .slice(0, mostFrames);
}

function frameOf(line: string): string | undefined {
  const parts = /^\s+at (?:async )?(?:(.+?) \()?(.+?):(\d+):(\d+)\)?$/.exec(line);
  if (!parts) return undefined;
  const [, name = '', file = '', row = '', column = ''] = parts;
  const place = placeInProgram(file);
  if (place === undefined) return '(elsewhere)';
  const shownName = /^(?:async )?(?:new )?[\w$.#<>]{1,60}$/.test(name) ? name : '(function)';
  return `${shownName} (${place}:${row}:${column})`;
}

/** Only the part of a path that is the program's own. */
function placeInProgram(file: string): string | undefined {
  if (/^node:[\w/]+$/.test(file)) return file;
  const own = /[\\/](?:src|out|node_modules)[\\/]((?:@?[\w.-]+[\\/])*[\w.-]+\.[cm]?[jt]s)$/.exec(file)?.[1];
  return own
    ?.replaceAll('\\', '/')
    .split(/(?:^|\/)(?:src|out)\//)
    .at(-1);
}
