import { invalidInput } from '../../../contract/checkInput.ts';
import { problemMediaType, problemResponse } from './problem.ts';
import type { SpecialRoute } from './route.ts';

/** What the document tells of the WebSocket (eventRoute.ts), and what is answered to who does not ask for one. */
export const eventsRoute: SpecialRoute = {
  id: 'events',
  method: 'GET',
  path: '/audio/events',
  summary: 'A WebSocket that tells every change as {cursor, name, payload}',
  parameters: [
    {
      name: 'after',
      in: 'query',
      description: 'Cursor of the last message that was heard: what was missed since is told first',
      schema: { type: 'string' },
    },
  ],
  answers: { 101: {}, 426: { [problemMediaType]: { $ref: '#/components/schemas/Problem' } } },
  handle: (c) => {
    const error = invalidInput('Upgrade', 'not-one-of', 'websocket');
    const asked = { path: c.req.path, languages: c.req.header('accept-language') };
    return Promise.resolve(problemResponse(error, asked, { status: 426, headers: { Upgrade: 'websocket' } }));
  },
};
