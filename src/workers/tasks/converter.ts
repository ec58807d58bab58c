import type { RenderRequest } from '../../contract/inference.ts';
import type { AnySettingValues } from '../../contract/settings/descriptors.ts';
import { parseEffectChain } from '../../contract/settings/effectChain.ts';
import type { EffectStep } from '../../contract/settings/effects.ts';
import { openWithVoiceEffects } from '../../engine/converters/layered/withVoiceEffects.ts';
import type { Recipe } from '../../contract/jobs.ts';
import { converters } from '../../engine/converters/registry.ts';
import type { Converter, ConverterModule } from '../../engine/converters/types.ts';
import { effectDescriptors } from '../../engine/effects/registry.ts';
import type { Performance } from '../../engine/perform/types.ts';
import type { TaskContext } from '../taskTypes.ts';
import { openImportedVoice } from './importedVoice.ts';
import { settingsOf } from './performance.ts';
import { pathsOfRecording, type OpenRecording } from './recordingFiles.ts';
import { throwIfCancelled } from './stageTimer.ts';
import { openVocoderFrames, type CachedVocoderFrames } from './vocoderFrames.ts';

/** What of a render decides how it sounds. */
export type SungRequest = Pick<RenderRequest, 'source' | 'voice'> & {
  readonly recipe: Pick<Recipe, 'seed' | 'pitchExtractor'> & { readonly settings: AnySettingValues };
};

export type ConverterParts = {
  readonly request: SungRequest;
  readonly recording: OpenRecording;
  readonly performance: Performance;
  readonly context: TaskContext;
};

/** A converter with what it reads from; `close` ends both. */
export type OpenConverter = {
  readonly converter: Converter;
  readonly vocoder: CachedVocoderFrames;
  close(): Promise<void>;
};

/** The chain of a recipe; takes of before there were effects have none. */
function effectStepsOf({ effects }: AnySettingValues): readonly EffectStep[] {
  return typeof effects === 'string' ? parseEffectChain(effects, effectDescriptors) : [];
}

/**
 * The converter of a request's voice on its recording, with the voice effects of the recipe; a cancel is noticed whenever it reads.
 * @throws AppError BASE_MODEL_MISSING, VOICE_FILES_DAMAGED
 */
export async function openConverter({
  request,
  recording,
  performance,
  context,
}: ConverterParts): Promise<OpenConverter> {
  const { voice, recipe, source } = request;
  const { analysis, signal } = recording;
  const modules: readonly ConverterModule[] = converters;
  const module = modules.find(({ id }) => id === voice.converterId);
  if (!module) throw new Error(`There is no converter ${voice.converterId}`);
  const checkpoint = (): void => {
    throwIfCancelled(context);
  };
  const { vocoder: folder } = pathsOfRecording(context, source, recipe.pitchExtractor.id);
  const vocoder = openVocoderFrames({ source: signal, analysis, folder, checkpoint });
  const settings = settingsOf(module.settings, recipe.settings);
  const opened = voice.folder === null ? null : await openImportedVoice(voice.folder, { source, recording }, context);
  try {
    const imported = opened?.imported ?? null;
    const { seed } = recipe;
    const input = { source: signal, analysis, vocoder, performance, voice, imported, settings, seed };
    const steps = effectStepsOf(recipe.settings);
    const converter = await openWithVoiceEffects({ module, input, steps, checkpoint });
    return { converter, vocoder, close: async () => opened?.close() };
  } catch (error) {
    await opened?.close();
    throw error;
  }
}
