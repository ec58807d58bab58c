import type { CommandContext } from './context.ts';

/** Prints the report of a fault. */
export async function diagnostics(context: CommandContext, isJson: boolean): Promise<void> {
  const report = await context.withCantado((cantado) => cantado.call('diagnostics.get', undefined));
  if (isJson) return context.terminal.printJson(report);
  await context.terminal.print(report.text.trimEnd());
}
