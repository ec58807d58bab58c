import type { QueueState } from '../contract/queue.ts';
import type { CommandContext } from './commands/context.ts';
import type { CantadoCalls } from './followJob.ts';
import { queueTexts } from './texts/queueTexts.ts';

/**
 * Says on stderr why nothing is begun, to who waits for a job: a paused queue stands still, also for the command line.
 * @returns what ends it
 */
export function tellPauses({ terminal }: CommandContext, cantado: CantadoCalls): () => void {
  let told: QueueState['pausedBy'] = null;
  const look = ({ pausedBy }: QueueState): void => {
    if (pausedBy !== null && pausedBy !== told) terminal.note(queueTexts(terminal.language).held[pausedBy]);
    told = pausedBy;
  };
  const unsubscribe = cantado.subscribe((event) => {
    if (event.name === 'queue.changed') look(event.payload);
  });
  // Whether it can be asked is seen by who waits.
  cantado.call('queue.get', undefined).then(look, () => undefined);
  return unsubscribe;
}
