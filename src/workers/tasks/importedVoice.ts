import path from 'node:path';
import { contentFile, openContent } from '../../adapters/cache/contentFile.ts';
import { readBaseModel } from '../../adapters/onnx/baseModelFolder.ts';
import { openByteSource } from '../../adapters/voices/openByteSource.ts';
import { readVoiceFile, type VoiceFile } from '../../adapters/voices/voiceFolder.ts';
import { AppError } from '../../contract/errors.ts';
import type { HostConfig, RecordingSource } from '../../contract/inference.ts';
import type { RvcVoice } from '../../engine/converters/rvc/types.ts';
import type { ImportedVoice } from '../../engine/converters/types.ts';
import type { ModelReference } from '../../engine/models/types.ts';
import { openRetrievalIndex } from '../../engine/voiceFiles/retrievalIndex/openRetrievalIndex.ts';
import type { TaskContext } from '../taskTypes.ts';
import { checkNetworks } from '../voices/foreignNetworks.ts';
import { rvcVoiceOf } from '../voices/rvcVoice.ts';
import { openAtRate } from './atRate.ts';
import { pathsOfRecording, type OpenRecording } from './recordingFiles.ts';
import { speechRate } from './speech.ts';

/** The content model of every RVC voice we can sing. */
const contentModelId = 'contentvec';

/** Network of the content model that a voice of this width was trained with. */
export function contentNetworkOf(featureWidth: number): string {
  return featureWidth === 256 ? 'layer9-projected' : 'layer12';
}

/** @throws AppError BASE_MODEL_MISSING */
export async function contentModel(config: HostConfig, network: string): Promise<Exclude<ModelReference, string>> {
  const networks = await readBaseModel(config, contentModelId);
  const model = networks[network];
  if (!model) throw new Error(`${contentModelId} has no network ${network}`);
  return model;
}

/** @throws AppError VOICE_FILES_DAMAGED */
export async function voiceFileOf(folder: string): Promise<VoiceFile> {
  return readVoiceFile(folder).catch((cause: unknown) => {
    throw new AppError('VOICE_FILES_DAMAGED', { voice: path.basename(folder), file: 'voice.json' }, { cause });
  });
}

/** What a converter needs of an imported voice, open until `close`. */
export type OpenVoice = { readonly imported: ImportedVoice; close(): Promise<void> };

/** Opens a voice on a recording whose content features were made. */
export async function openImportedVoice(
  folder: string,
  { source, recording }: { readonly source: RecordingSource; readonly recording: OpenRecording },
  context: TaskContext,
): Promise<OpenVoice> {
  const file = await voiceFileOf(folder);
  const model = await contentModel(context.config, contentNetworkOf(file.voice.featureWidth));
  const paths = pathsOfRecording(context, source);
  const opened: (() => void | Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const end of opened.splice(0).reverse()) await end();
  };
  try {
    const content = openContent(contentFile(paths.folder, model.sha256), file.voice.featureWidth);
    opened.push(content.close);
    const voice = openVoice(folder, file, opened);
    const imported: ImportedVoice = {
      voice,
      content,
      contentModel: model,
      async openSpeech() {
        const request = { signal: recording.signal, paths, sampleRate: speechRate };
        const speech = await openAtRate(request, context, () => undefined);
        opened.push(() => speech.close());
        return speech;
      },
      runModel: context.runModel,
    };
    return { imported, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function openVoice(folder: string, description: VoiceFile, opened: (() => void)[]): RvcVoice {
  checkNetworks(folder, description);
  const { index } = description;
  const indexSource = index && openByteSource(path.join(folder, index.file));
  if (indexSource) opened.push(indexSource.close);
  return rvcVoiceOf(folder, description, indexSource && openRetrievalIndex(indexSource));
}
