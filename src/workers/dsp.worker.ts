import { callable } from './dspTask.ts';
import type { DspTaskName, StorageTaskName } from './taskTypes.ts';
import { analyse as analyseTask } from './tasks/analyse.ts';
import { convert as convertTask } from './tasks/convert.ts';
import { contentFeatures as contentFeaturesTask } from './tasks/contentFeatures.ts';
import { decode as decodeTask } from './tasks/decode.ts';
import { encode as encodeTask, exportTake as exportTakeTask } from './tasks/encode.ts';
import { finish as finishTask } from './tasks/finish.ts';
import { hashFile as hashFileTask } from './tasks/hashFile.ts';
import { hear as hearTask } from './tasks/hear.ts';
import { importVoice as importVoiceTask } from './tasks/importVoice.ts';
import { nearbyVoiceFiles as nearbyVoiceFilesTask } from './tasks/nearbyVoiceFiles.ts';
import {
  measureBacking as measureBackingTask,
  readMelody as readMelodyTask,
  readNotes as readNotesTask,
  readPlan as readPlanTask,
  writePlan as writePlanTask,
} from './tasks/melodies.ts';
import { performTake } from './tasks/perform.ts';
import { prepareBaseModel as prepareBaseModelTask } from './tasks/prepareBaseModel.ts';
import { prepareVocoder as prepareVocoderTask } from './tasks/prepareVocoder.ts';
import { probe as probeTask } from './tasks/probe.ts';
import { probeVoice as probeVoiceTask } from './tasks/probeVoice.ts';
import { analysisView as analysisViewTask, preview as previewTask, takeView as takeViewTask } from './tasks/views.ts';

/** The tasks a DSP thread can run, called by piscina under these names. */
export const {
  probe,
  decode,
  analyse,
  prepareVocoder,
  contentFeatures,
  perform,
  convert,
  finish,
  encode,
  exportTake,
  analysisView,
  preview,
  hear,
  takeView,
  writePlan,
  readMelody,
  readNotes,
  readPlan,
  measureBacking,
  importVoice,
  probeVoice,
  nearbyVoiceFiles,
  hashFile,
  prepareBaseModel,
} = {
  probe: callable(probeTask),
  decode: callable(decodeTask),
  analyse: callable(analyseTask),
  prepareVocoder: callable(prepareVocoderTask),
  contentFeatures: callable(contentFeaturesTask),
  perform: callable(performTake),
  convert: callable(convertTask),
  finish: callable(finishTask),
  encode: callable(encodeTask),
  exportTake: callable(exportTakeTask),
  analysisView: callable(analysisViewTask),
  preview: callable(previewTask),
  hear: callable(hearTask),
  takeView: callable(takeViewTask),
  writePlan: callable(writePlanTask),
  readMelody: callable(readMelodyTask),
  readNotes: callable(readNotesTask),
  readPlan: callable(readPlanTask),
  measureBacking: callable(measureBackingTask),
  importVoice: callable(importVoiceTask),
  probeVoice: callable(probeVoiceTask),
  nearbyVoiceFiles: callable(nearbyVoiceFilesTask),
  hashFile: callable(hashFileTask),
  prepareBaseModel: callable(prepareBaseModelTask),
} satisfies Record<Exclude<DspTaskName, StorageTaskName>, unknown>;
