import { expect, it } from 'vitest';
import { SessionEnd } from './sessionEnd.ts';

function endingSession(failing: 'closeServer' | 'stopWork' | 'closeDatabase') {
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
      if (failing === 'closeDatabase') throw new Error(failing);
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
