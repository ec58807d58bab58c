/** What the stand-in's process tells the test that started it. */
export type Observation =
  | { readonly kind: 'window'; readonly debugPort: number; readonly options: Readonly<Record<string, unknown>> }
  | { readonly kind: 'openExternal'; readonly url: string }
  | { readonly kind: 'revealed'; readonly path: string }
  | { readonly kind: 'dragged'; readonly path: string }
  | { readonly kind: 'blocked'; readonly url: string; readonly by: 'request' | 'navigation' | 'window' }
  | { readonly kind: 'errorBox'; readonly title: string; readonly hint: string };

/** What the test does to the program from outside: the system, and the person at its dialogs. */
export type Command =
  | { readonly kind: 'answerOpenDialog'; readonly path: string | null }
  | { readonly kind: 'answerSaveDialog'; readonly path: string | null }
  /** Where a file that will be dropped lies; a page in plain Chromium cannot know. */
  | { readonly kind: 'fileLies'; readonly name: string; readonly path: string }
  | { readonly kind: 'secondInstance'; readonly words: readonly string[]; readonly workingFolder: string }
  | { readonly kind: 'quit' };

export function report(observation: Observation): void {
  process.send?.(observation);
}

const listeners = new Set<(command: Command) => void>();
process.on('message', (command) => {
  for (const listener of listeners) listener(command as Command);
});
// The channel alone must not keep the program running once it has quit.
process.channel?.unref();

export function onCommand(listener: (command: Command) => void): void {
  listeners.add(listener);
}
