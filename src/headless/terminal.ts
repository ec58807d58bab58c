import type { Language } from '../contract/language.ts';
import { cliTexts } from './texts/texts.ts';
import type { CliTexts } from './texts/types.ts';

/** A standard stream as the commands use it; tests pass their own. */
export type OutputStream = {
  readonly isTTY?: boolean | undefined;
  readonly columns?: number | undefined;
  write(text: string, done?: (error?: Error | null) => void): boolean;
};

/**
 * What the commands talk to. Results go to stdout, everything about the way there to stderr, so a pipe
 * carries results only.
 */
export type Terminal = {
  readonly language: Language;
  readonly texts: CliTexts;
  readonly error: OutputStream;
  /** A line of the result. */
  print(line: string): Promise<void>;
  /** The whole result of a command called with --json. */
  printJson(value: unknown): Promise<void>;
  /** A line beside the result. */
  note(line: string): void;
};

/** Resolves when the text has left the process; a reader that went away (EPIPE) is no error of ours. */
function send(stream: OutputStream, text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(text, (error) => {
      if (error && !isClosedPipe(error)) reject(error);
      else resolve();
    });
  });
}

/** True when the program at the other end of a pipe has gone, as in `cantado … | head`. */
export function isClosedPipe(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'EPIPE' || code === 'ERR_STREAM_DESTROYED' || code === 'EOF';
}

/** Characters that would move the cursor, change colours or turn the direction are never printed: names are other people's text. */
export function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    '\u{fffd}',
  );
}

export function createTerminal(language: Language, output: OutputStream, error: OutputStream): Terminal {
  return {
    language,
    texts: cliTexts(language),
    error,
    print: (line) => send(output, `${printable(line)}\n`),
    printJson: (value) => send(output, `${JSON.stringify(value)}\n`),
    // On a terminal a progress bar may stand in this line.
    note: (line) => void error.write(`${error.isTTY === true ? '\r\u001b[K' : ''}${printable(line)}\n`),
  };
}
