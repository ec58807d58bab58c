import type { RenderRequest } from '../../contract/inference.ts';
import { converters } from '../../engine/converters/registry.ts';
import type { Converter, ConverterModule } from '../../engine/converters/types.ts';
import type { Performance } from '../../engine/perform/types.ts';
import type { TaskContext } from '../taskTypes.ts';
import { settingsOf } from './performance.ts';
import { pathsOfRecording, type OpenRecording } from './recordingFiles.ts';
import { throwIfCancelled } from './stageTimer.ts';
import { openVocoderFrames, type CachedVocoderFrames } from './vocoderFrames.ts';

export type ConverterParts = {
  readonly request: RenderRequest;
  readonly recording: OpenRecording;
  readonly performance: Performance;
  readonly context: TaskContext;
};

/** The converter of a request's voice on its recording; a cancel is noticed whenever it reads. */
export function openConverter({ request, recording, performance, context }: ConverterParts): {
  readonly converter: Converter;
  readonly vocoder: CachedVocoderFrames;
} {
  const { voice, recipe, source } = request;
  const { analysis, signal } = recording;
  const modules: readonly ConverterModule[] = converters;
  const module = modules.find(({ id }) => id === voice.converterId);
  if (!module) throw new Error(`There is no converter ${voice.converterId}`);
  const checkpoint = (): void => {
    throwIfCancelled(context);
  };
  const { vocoder: folder } = pathsOfRecording(context, source);
  const vocoder = openVocoderFrames({ source: signal, analysis, folder, checkpoint });
  const settings = settingsOf(module.settings, recipe.settings);
  const converter = module.open({ source: signal, analysis, vocoder, performance, voice, settings, seed: recipe.seed });
  return { converter, vocoder };
}
