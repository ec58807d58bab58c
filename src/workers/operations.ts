import type { HostConfig, RecordingSource } from '../contract/inference.ts';
import type { OperationOptions, Operations } from './operationTypes.ts';
import type { Pools } from './pools.ts';
import { createRecordings } from './recordings.ts';
import { render } from './render.ts';
import { SourcesInUse } from './sourcesInUse.ts';
import { storageOperations, type StorageOperationName } from './storageOperations.ts';
import { StageSpeeds } from './stageSpeeds.ts';
import { analysisVersion, defaultExtractorId, extractorIdOf } from './tasks/recordingFiles.ts';

/** Share of an analysis that decoding takes, for its progress. */
const decodeShare = 0.2;

export function createOperations(config: HostConfig, threads: Pools): Operations {
  const uses = new SourcesInUse(config.cacheFolder, analysisVersion);
  const pools: Pools = {
    models: threads.models,
    run: (name, input, options) => uses.during(input, () => threads.run(name, input, options)),
  };
  return whileInUse(uses, {
    ...renderOperations(config, pools),
    ...storageOperations(config, pools, uses),
  });
}

/** What an operation works on stays in the cache until it is done, also between its tasks. */
function whileInUse(uses: SourcesInUse, operations: Operations): Operations {
  const wrapped = Object.entries(operations).map(([name, work]) => {
    const run = work as (input: unknown, options: unknown) => Promise<unknown>;
    return [name, (input: unknown, options: unknown) => uses.during(input, () => run(input, options))];
  });
  return Object.fromEntries(wrapped) as Operations;
}

function renderOperations(config: HostConfig, pools: Pools): Omit<Operations, StorageOperationName> {
  const recordings = createRecordings(pools);
  const speeds = { builtIn: new StageSpeeds(), imported: new StageSpeeds('imported') };

  async function analysed(
    source: RecordingSource,
    { signal, onProgress }: OperationOptions<'analyse'>,
    extractorId: string = defaultExtractorId,
  ) {
    const part = (from: number, share: number) => (doneRatio: number) => {
      onProgress({ doneRatio: from + share * doneRatio });
    };
    await recordings.decode(source, { signal, onProgress: part(0, decodeShare) });
    return recordings.analyse({ source, extractorId }, { signal, onProgress: part(decodeShare, 1 - decodeShare) });
  }
  const unheard = (signal: AbortSignal) => ({ signal, onProgress: () => undefined });

  return {
    probe: (input, { signal }) => pools.run('probe', input, { signal }),
    async analyse({ source }, options) {
      const { notices } = await analysed(source, options);
      recordings.prepareVocoder(source);
      return { notices };
    },
    async analysisView(input, { signal }) {
      await analysed(input.source, unheard(signal));
      return pools.run('analysisView', input, { signal });
    },
    async preview(input, { signal }) {
      await analysed(input.source, unheard(signal), extractorIdOf(input.settings));
      await recordings.prepareExtras(input, unheard(signal));
      return pools.run('preview', input, { signal });
    },
    async hear(input, { signal }) {
      await analysed(input.source, unheard(signal), extractorIdOf(input.settings));
      // Somebody waits for it: what is prepared ahead stands back until it sounds.
      const release = recordings.claimForRender(input.source);
      try {
        return await pools.run('hear', input, { signal });
      } finally {
        release();
        recordings.prepareVocoder(input.source);
      }
    },
    render: (request, options) => {
      const own = request.voice.folder === null ? speeds.builtIn : speeds.imported;
      own.recall(request.learnedCosts ?? {});
      return render(request, { config, pools, recordings, speeds: own }, options);
    },
    takeView: (input, { signal }) => pools.run('takeView', input, { signal }),
    writePlan: (input, { signal }) => pools.run('writePlan', input, { signal }),
    readMelody: (input, { signal }) => pools.run('readMelody', input, { signal }),
    readNotes: (input, { signal }) => pools.run('readNotes', input, { signal }),
    readPlan: (input, { signal }) => pools.run('readPlan', input, { signal }),
    async measureBacking({ source }, { signal }) {
      await recordings.decode(source, unheard(signal));
      return recordings.measureBacking(source, unheard(signal));
    },
    proveDevice: ({ device }) => pools.models.proveDevice(device),
    async exportTake(input, { signal }) {
      const { backing, target } = input;
      if (backing && target.withBacking === true) {
        await recordings.decode(backing.source, { lane: 'exports', ...unheard(signal) });
      }
      return pools.run('exportTake', input, { signal });
    },
    importVoice: (input, { signal, onProgress }) =>
      pools.run('importVoice', input, {
        signal,
        onProgress: (doneRatio) => {
          onProgress({ doneRatio });
        },
      }),
    probeVoice: (input, { signal }) => pools.run('probeVoice', input, { signal }),
    nearbyVoiceFiles: (input, { signal }) => pools.run('nearbyVoiceFiles', input, { signal }),
    hashFile: (input, { signal }) => pools.run('hashFile', input, { signal }),
    prepareBaseModel: (input, { signal, onProgress }) =>
      pools.run('prepareBaseModel', input, {
        signal,
        onProgress: (doneRatio) => {
          onProgress({ doneRatio });
        },
      }),
  };
}
