import type { Handlers } from '../../contract/operations/index.ts';
import { completeVoiceSettings, type Catalog } from '../catalog/catalog.ts';
import { extrasOf, recipeExtrasOf } from '../melodies/performanceExtras.ts';
import type { CorePorts } from '../ports.ts';
import type { VoiceLibrary } from '../voices/library.ts';
import { sourceOf } from './analysisRuns.ts';
import type { RecordingService } from './service.ts';

type RecordingHandlers = Pick<
  Handlers,
  | 'recordings.open'
  | 'recordings.openSample'
  | 'recordings.get'
  | 'recordings.list'
  | 'recordings.analysis'
  | 'recordings.preview'
  | 'recordings.measureBacking'
>;

export type RecordingHandlerParts = {
  readonly recordings: RecordingService;
  readonly voices: VoiceLibrary;
  readonly catalog: Catalog;
  readonly ports: Pick<CorePorts, 'inference' | 'facts' | 'recordings' | 'melodyFiles'>;
};

export function recordingHandlers({ recordings, voices, catalog, ports }: RecordingHandlerParts): RecordingHandlers {
  return {
    'recordings.open': ({ path, name, isSpeech }) => recordings.open(path, name, isSpeech),
    'recordings.openSample': () => recordings.open(ports.facts.samplePath),
    'recordings.get': ({ recordingId }) => Promise.resolve(recordings.view(recordings.get(recordingId))),
    'recordings.list': ({ limit }) => Promise.resolve(recordings.list(limit)),
    'recordings.analysis': async ({ recordingId, maxPoints }) => {
      const recording = await recordings.ensureAnalysed(recordingId);
      return ports.inference.request('analysisView', { source: sourceOf(recording), maxPoints: maxPoints ?? null });
    },
    'recordings.preview': async ({ recordingId, voiceId, settings, maxPoints, ...asked }) => {
      const { voice, converterVoice } = voices.find(voiceId);
      const complete = completeVoiceSettings(catalog, voice, settings);
      const song = complete['mode'] === 'melody' ? asked : {};
      const extras = await recipeExtrasOf({ ports }, song, complete, recordings.get(recordingId).sha256);
      const recording = await recordings.ensureAnalysed(recordingId);
      return ports.inference.request('preview', {
        ...(await extrasOf({ ports }, extras)),
        source: sourceOf(recording),
        voice: converterVoice,
        settings: complete,
        maxPoints: maxPoints ?? null,
      });
    },
    'recordings.measureBacking': ({ recordingId }) =>
      ports.inference.request('measureBacking', { source: sourceOf(recordings.get(recordingId)) }),
  };
}
