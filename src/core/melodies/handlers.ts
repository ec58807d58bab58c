import type { Handlers } from '../../contract/operations/index.ts';
import type { MelodyService } from './service.ts';

type MelodyHandlers = Pick<Handlers, 'melodies.open' | 'melodies.fromNotes' | 'melodies.get' | 'plans.open'>;

export function melodyHandlers(melodies: MelodyService): MelodyHandlers {
  return {
    'melodies.open': (request) => melodies.open(request),
    'melodies.fromNotes': ({ text }) => melodies.fromNotes(text),
    'melodies.get': ({ melodyId }) => melodies.get(melodyId),
    'plans.open': (request) => melodies.openPlan(request),
  };
}
