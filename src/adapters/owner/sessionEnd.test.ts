import { describe, expect, it } from 'vitest';
import type { Reply } from '../../contract/errors.ts';
import { OwnerGone } from './session.ts';
import { SessionEnd } from './sessionEnd.ts';

function endingSession(failing: 'closeServer' | 'stopWork' | 'closeDatabase' | null) {
  const closed: string[] = [];
  const closing = (name: string) => (): Promise<void> => {
    closed.push(name);
    return name === failing ? Promise.reject(new Error(name)) : Promise.resolve();
  };
  const end = new SessionEnd();
  end.bind({
    ...{ closeServer: closing('closeServer'), stopWork: closing('stopWork'), closeRest: closing('closeRest') },
    closeDatabase: () => {
      closed.push('closeDatabase');
      if (failing === 'closeDatabase') throw new Error('closeDatabase');
    },
  });
  return { end, closed };
}

it.each(['closeServer', 'stopWork', 'closeDatabase'] as const)(
  'a session whose %s fails still lets go of its lock, and who waits asks the next one',
  async (failing) => {
    const { end, closed } = endingSession(failing);
    void end.restart(() => Promise.resolve()).catch(() => undefined);
    await end.gone;
    expect(closed).toContain('closeRest');
    await end.close();
  },
);

it('a session that is closed for good lets go of its lock, and says what failed', async () => {
  const { end, closed } = endingSession('closeServer');
  await expect(end.close()).rejects.toThrow('closeServer');
  expect(closed).toContain('closeRest');
});

describe('a call whose database is closed under it, because the library moves', () => {
  const cutOff: Reply<unknown> = { ok: false, error: { code: 'INTERNAL', details: { id: 'closed' } } };
  const calling = (name: string): Promise<Reply<unknown>> => {
    const { end } = endingSession(null);
    let answer = (_reply: Reply<unknown>): void => undefined;
    const dispatch = (): Promise<Reply<unknown>> =>
      new Promise((resolve) => {
        answer = resolve;
      });
    const nobody = (): never => {
      throw new Error('nobody asks for this');
    };
    const uploads = { upload: nobody, uploadRecording: nobody, uploadVoice: nobody, uploadMelody: nobody };
    const target = { dispatch, subscribe: nobody, mediaResponse: nobody, ...uploads };
    const call = end.guard(target).dispatch(name, {});
    void end.restart(() => new Promise(() => undefined));
    answer(cutOff);
    return call;
  };

  it('is asked of the next session', async () => {
    await expect(calling('takes.view')).rejects.toBeInstanceOf(OwnerGone);
  });

  it('is answered where it was the move itself, which would fail for ever', async () => {
    expect(await calling('storage.move')).toEqual(cutOff);
  });
});
