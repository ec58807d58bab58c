import type { PerformanceExtras, RecordingSource } from '../contract/inference.ts';
import type { BackingMeasure } from '../contract/melodies.ts';
import type { Pools, TaskOptions } from './pools.ts';
import { SharedRuns, type RunOptions } from './sharedRuns.ts';
import { defaultExtractorId } from './tasks/recordingFiles.ts';
import type { AnalysisRequest, ContentRequest, DspTasks } from './taskTypes.ts';

type LaneOptions = RunOptions & Pick<TaskOptions, 'lane'>;

/** Decoding and analysing recordings: asked for by several requests at once, done once. */
export type Recordings = {
  decode(source: RecordingSource, options: LaneOptions): Promise<DspTasks['decode']['output']>;
  /** decode must have been done. */
  analyse(request: AnalysisRequest, options: LaneOptions): Promise<DspTasks['analyse']['output']>;
  /** What converters of imported voices hear in a recording; decode must have been done. */
  listen(request: ContentRequest, options: LaneOptions): Promise<DspTasks['contentFeatures']['output']>;
  /** Tempo and key of a recording that is music; decode must have been done. */
  measureBacking(source: RecordingSource, options: LaneOptions): Promise<BackingMeasure>;
  /** Listens to the other recordings of a performance: the guide that is followed, the backing. */
  prepareExtras(extras: PerformanceExtras, options: LaneOptions): Promise<void>;
  /** Makes the vocoder parameters ahead of the first render, unless one runs already. */
  prepareVocoder(source: RecordingSource): void;
  /**
   * Stops preparing a recording for as long as it is rendered: the render makes what it needs itself, and two at the same
   * frames would only do everything twice.
   * @returns to be called when the render ended
   */
  claimForRender(source: RecordingSource): () => void;
};

export function createRecordings(pools: Pools): Recordings {
  const runs = new SharedRuns();
  const preparing = new Map<string, AbortController>();
  const renderCounts = new Map<string, number>();
  const count = ({ sha256 }: RecordingSource, change: 1 | -1): void => {
    renderCounts.set(sha256, (renderCounts.get(sha256) ?? 0) + change);
    if (renderCounts.get(sha256) === 0) renderCounts.delete(sha256);
  };
  const recordings: Recordings = {
    decode(source, { lane, ...options }) {
      return runs.run(`decode ${source.sha256}`, (run) => pools.run('decode', source, { lane, ...run }), options);
    },
    analyse(request, { lane, ...options }) {
      const key = `analyse ${request.source.sha256} ${request.extractorId}`;
      return runs.run(key, (run) => pools.run('analyse', request, { lane, ...run }), options);
    },
    listen(request, { lane, ...options }) {
      const key = `listen ${request.source.sha256} ${request.network}`;
      return runs.run(key, (run) => pools.run('contentFeatures', request, { lane, ...run }), options);
    },
    measureBacking(source, { lane, ...options }) {
      const key = `backing ${source.sha256}`;
      return runs.run(key, (run) => pools.run('measureBacking', { source }, { lane, ...run }), options);
    },
    async prepareExtras({ melody, backing }, options) {
      if (melody?.kind === 'guide') {
        await recordings.decode(melody.source, options);
        await recordings.analyse({ source: melody.source, extractorId: defaultExtractorId }, options);
      }
      if (!backing) return;
      await recordings.decode(backing.source, options);
      await recordings.measureBacking(backing.source, options);
    },
    prepareVocoder(source) {
      if (preparing.has(source.sha256) || renderCounts.has(source.sha256)) return;
      const stop = new AbortController();
      preparing.set(source.sha256, stop);
      const forget = (): void => {
        preparing.delete(source.sha256);
      };
      // Nobody waits for it: what it could not do is done by the render, which also says why it cannot be done.
      pools.run('prepareVocoder', source, { signal: stop.signal }).then(forget, forget);
    },
    claimForRender(source) {
      preparing.get(source.sha256)?.abort();
      count(source, 1);
      return () => {
        count(source, -1);
      };
    },
  };
  return recordings;
}
