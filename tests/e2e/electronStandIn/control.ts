/** What the stand-in's process tells the test that started it. */
export type Observation =
  | { readonly kind: 'window'; readonly debugPort: number; readonly options: Readonly<Record<string, unknown>> }
  | { readonly kind: 'openExternal'; readonly url: string }
  | { readonly kind: 'revealed'; readonly path: string }
  | { readonly kind: 'dragged'; readonly path: string }
  | { readonly kind: 'blocked'; readonly url: string; readonly by: 'request' | 'navigation' | 'window' }
  | { readonly kind: 'errorBox'; readonly title: string; readonly hint: string }
  /** A command of the test has arrived wherever it has to be known. */
  | { readonly kind: 'heard'; readonly id: number };

/** What the test does to the program from outside: the system, and the person at its dialogs. */
export type Command =
  | { readonly kind: 'answerOpenDialog'; readonly path: string | null }
  | { readonly kind: 'answerSaveDialog'; readonly path: string | null }
  /** Where a file that will be dropped lies; a page in plain Chromium cannot know. */
  | { readonly kind: 'fileLies'; readonly name: string; readonly path: string }
  /** The plug is pulled or put back. */
  | { readonly kind: 'power'; readonly isOnBattery: boolean }
  | { readonly kind: 'secondInstance'; readonly words: readonly string[]; readonly workingFolder: string }
  | { readonly kind: 'quit' };

/** A command on its way, numbered so that the test can wait until it is heard. */
export type CommandMessage = { readonly id: number; readonly command: Command };

export function report(observation: Observation): void {
  process.send?.(observation);
}

type Listener = (command: Command) => void | Promise<void>;
const listeners = new Set<Listener>();
process.on('message', (message) => {
  const { id, command } = message as CommandMessage;
  void Promise.all([...listeners].map(async (listener) => listener(command))).then(() => {
    report({ kind: 'heard', id });
  });
});
// The channel alone must not keep the program running once it has quit.
process.channel?.unref();

export function onCommand(listener: Listener): void {
  listeners.add(listener);
}
