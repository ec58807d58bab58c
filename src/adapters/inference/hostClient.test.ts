import { describe, expect, it } from 'vitest';
import type { HostReplyMessage, HostRequestMessage } from '../../contract/inference.ts';
import { createHostClient } from './hostClient.ts';
import type { LaunchHost } from './hostProcess.ts';

const config = {
  cacheFolder: '',
  modelsFolder: '',
  baseModelsFolder: '',
  devicesFile: '',
  logsFolder: '',
  ffmpegPath: null,
};
const probeInput = { path: 'a.wav', name: 'a.wav' };
const waitMs = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** Hosts that answer as a test says: the end of the channel that a real process would hold. */
function scriptedHosts(script: (host: ScriptedHost, message: HostRequestMessage) => void, isReadyAtOnce = true) {
  const hosts: ScriptedHost[] = [];
  const launch: LaunchHost = () => {
    let onMessage: (message: HostReplyMessage) => void = () => undefined;
    let onExit: (code: number | null) => void = () => undefined;
    const host: ScriptedHost = {
      received: [],
      isAlive: true,
      say: (message) => {
        onMessage(message);
      },
      die: () => {
        onExit(null);
      },
    };
    hosts.push(host);
    if (isReadyAtOnce) setTimeout(() => host.say({ ready: true }));
    return {
      postMessage(message) {
        host.received.push(message);
        script(host, message);
      },
      onMessage(listener) {
        onMessage = listener;
      },
      onExit(listener) {
        onExit = listener;
      },
      kill() {
        setTimeout(() => {
          host.isAlive = false;
          host.die();
        });
      },
    };
  };
  return { hosts, launch };
}

type ScriptedHost = {
  readonly received: HostRequestMessage[];
  readonly say: (message: HostReplyMessage) => void;
  readonly die: () => void;
  isAlive: boolean;
};

function replyTo(host: ScriptedHost, message: HostRequestMessage): void {
  if ('id' in message) host.say({ id: message.id, reply: { ok: true, value: 'done' } });
}

describe('the host client', () => {
  it('starts no host before something is asked, and then one for all requests', async () => {
    const { hosts, launch } = scriptedHosts(replyTo);
    const client = createHostClient({ entry: '', config, launch });
    expect(hosts).toHaveLength(0);
    await Promise.all([client.request('probe', probeInput), client.request('probe', probeInput)]);
    expect(hosts).toHaveLength(1);
    expect(hosts[0]?.received).toHaveLength(2);
    await client.close();
  });

  it('passes progress on and throws the error that the host replied, with its code and details', async () => {
    const { launch } = scriptedHosts((host, message) => {
      if (!('id' in message)) return;
      host.say({ id: message.id, progress: { doneRatio: 0.5 } });
      host.say({ id: message.id, reply: { ok: false, error: { code: 'NOT_AUDIO', details: { file: 'a.wav' } } } });
    });
    const client = createHostClient({ entry: '', config, launch });
    const heard: number[] = [];
    const source = { path: 'a.wav', name: 'a.wav', sha256: '', sizeBytes: 1 };
    const onProgress = ({ doneRatio }: { doneRatio: number }) => heard.push(doneRatio);
    await expect(client.request('analyse', { source }, { onProgress })).rejects.toMatchObject({
      code: 'NOT_AUDIO',
      details: { file: 'a.wav' },
    });
    expect(heard).toEqual([0.5]);
    await client.close();
  });

  it('counts deaths in a row in HOST_CRASHED and starts a fresh host for the next request', async () => {
    let deaths = 0;
    const { hosts, launch } = scriptedHosts((host, message) => {
      if (++deaths <= 2) setTimeout(host.die);
      else replyTo(host, message);
    });
    const client = createHostClient({ entry: '', config, launch, restartDelayMs: 1 });
    for (const attempts of [1, 2]) {
      const details = { attempts };
      await expect(client.request('probe', probeInput)).rejects.toMatchObject({ code: 'HOST_CRASHED', details });
    }
    expect(await client.request('probe', probeInput)).toBe('done');
    expect(hosts).toHaveLength(3);
    await client.close();
  });

  it('fails requests when the host dies before it was ready, instead of starting it for ever', async () => {
    const { hosts, launch } = scriptedHosts(() => undefined, false);
    const client = createHostClient({ entry: '', config, launch, restartDelayMs: 1 });
    const asked = client.request('probe', probeInput);
    hosts[0]?.die();
    await expect(asked).rejects.toMatchObject({ code: 'HOST_CRASHED' });
    expect(hosts).toHaveLength(1);
    await client.close();
  });

  it('tells the host of a cancel and gives what the host then replies', async () => {
    const { hosts, launch } = scriptedHosts((host, message) => {
      if ('cancel' in message) {
        host.say({ id: message.cancel, reply: { ok: false, error: { code: 'CANCELLED', details: {} } } });
      }
    });
    const client = createHostClient({ entry: '', config, launch });
    const stop = new AbortController();
    const asked = client.request('probe', probeInput, { signal: stop.signal });
    await waitMs(5);
    stop.abort();
    await expect(asked).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(hosts[0]?.received.at(-1)).toEqual({ cancel: 1 });
    await client.close();
  });

  it('kills a host that does not stop after a cancel; what it never saw is asked of the next one', async () => {
    const { hosts, launch } = scriptedHosts((host, message) => {
      if (hosts.length > 1) replyTo(host, message);
    });
    const client = createHostClient({ entry: '', config, launch, cancelGraceMs: 10, restartDelayMs: 1 });
    const stop = new AbortController();
    const stuck = client.request('probe', probeInput, { signal: stop.signal });
    const bystander = client.request('probe', probeInput);
    await waitMs(5);
    stop.abort();
    await expect(stuck).rejects.toMatchObject({ code: 'CANCELLED' });
    // Whoever deletes or makes again what it was writing is not disturbed by it.
    expect(hosts[0]?.isAlive).toBe(false);
    const late = client.request('probe', probeInput);
    await expect(bystander).rejects.toMatchObject({ code: 'HOST_CRASHED' });
    expect(await late).toBe('done');
    await client.close();
  });

  it('refuses requests after it was closed, and those that were pending', async () => {
    const { launch } = scriptedHosts(() => undefined);
    const client = createHostClient({ entry: '', config, launch });
    const pending = client.request('probe', probeInput);
    const refused = expect(pending).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
    await client.close();
    await refused;
    await expect(client.request('probe', probeInput)).rejects.toMatchObject({ code: 'NOT_CONNECTED' });
  });
});
