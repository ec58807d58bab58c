import type { HostConfig, HostOperationName, HostOperations, RecordingSource } from '../contract/inference.ts';
import type { Pools } from './pools.ts';
import { createRecordings } from './recordings.ts';
import { render } from './render.ts';
import { StageSpeeds } from './stageSpeeds.ts';

type OperationOptions<N extends HostOperationName> = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: HostOperations[N]['progress']) => void;
};

/** How the host answers each operation. One that is forgotten does not compile. */
export type Operations = {
  readonly [N in HostOperationName]: (
    input: HostOperations[N]['input'],
    options: OperationOptions<N>,
  ) => Promise<HostOperations[N]['output']>;
};

/** Share of an analysis that decoding takes, for its progress. */
const decodeShare = 0.2;

export function createOperations(config: HostConfig, pools: Pools): Operations {
  const recordings = createRecordings(pools);
  const speeds = new StageSpeeds();

  async function analysed(source: RecordingSource, { signal, onProgress }: OperationOptions<'analyse'>) {
    const part = (from: number, share: number) => (doneRatio: number) => {
      onProgress({ doneRatio: from + share * doneRatio });
    };
    await recordings.decode(source, { lane: 'analysis', signal, onProgress: part(0, decodeShare) });
    const options = { lane: 'analysis', signal, onProgress: part(decodeShare, 1 - decodeShare) } as const;
    return recordings.analyse(source, options);
  }
  const unheard = (signal: AbortSignal) => ({ signal, onProgress: () => undefined });

  return {
    probe: (input, { signal }) => pools.run('probe', input, { lane: 'files', signal }),
    async analyse({ source }, options) {
      const { notices } = await analysed(source, options);
      recordings.prepareVocoder(source);
      return { notices };
    },
    async analysisView(input, { signal }) {
      await analysed(input.source, unheard(signal));
      return pools.run('analysisView', input, { lane: 'quick', signal });
    },
    async preview(input, { signal }) {
      await analysed(input.source, unheard(signal));
      return pools.run('preview', input, { lane: 'quick', signal });
    },
    render: (request, options) => render(request, { config, pools, recordings, speeds }, options),
    takeView: (input, { signal }) => pools.run('takeView', input, { lane: 'quick', signal }),
    exportTake: (input, { signal }) => pools.run('exportTake', input, { lane: 'files', signal }),
  };
}
