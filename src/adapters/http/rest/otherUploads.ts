import type { Context } from 'hono';
import { batchRequestSchema, batchSchema } from '../../../contract/batches.ts';
import { invalidInput } from '../../../contract/checkInput.ts';
import type { Output } from '../../../contract/operations/index.ts';
import { baseModelSchema } from '../../../contract/baseModels.ts';
import { importReportSchema } from '../../../contract/imports.ts';
import { melodySchema } from '../../../contract/melodies.ts';
import { recordingSchema, type Recording } from '../../../contract/recordings.ts';
import type { ApiTarget } from '../api.ts';
import { toJsonSchema, type JsonSchema } from './jsonSchema.ts';
import { answerOperation, answerWith } from './operationRoute.ts';
import { addressOf } from './resources.ts';
import { binary, idempotencyKey, type SpecialRoute } from './route.ts';
import { fieldsFromText, inputFieldsOf } from './routeInput.ts';
import { ask, checkAnnounced, isForm, withForm, withRawBody, type SentFile } from './upload.ts';

/** Most files of one form; a folder on this computer may hold more (`paths`). */
const mostFiles = 1000;

const batchForm = batchRequestSchema.omit({ paths: true, names: true });
const batchFields = inputFieldsOf(batchForm);

const nameParameter = {
  name: 'name',
  in: 'query',
  description: 'What the file is called in front of people, where the body is the file itself',
  schema: { type: 'string', maxLength: 1024 },
} as const;

function form(files: Record<string, JsonSchema>, required: readonly string[]): JsonSchema {
  return { type: 'object', properties: files, required };
}

function theFile(files: readonly SentFile[], field: string): SentFile {
  const file = files.find((one) => one.field === field);
  if (!file) throw invalidInput(field, 'no-file');
  return file;
}

/** Routes that take one file, as a form or as the body itself, and hand it to an operation. */
async function withOneFile(
  c: Context,
  target: ApiTarget,
  keep: Parameters<typeof withRawBody>[2],
  work: (file: SentFile) => Promise<Response>,
): Promise<Response> {
  if (!isForm(c)) return withRawBody(c, target, keep, work);
  return withForm(c, target, { keep, files: { file: 1 } }, ({ files, fields }) => {
    fieldsFromText(fields, {});
    return work(theFile(files, 'file'));
  });
}

const oneFile = { 'multipart/form-data': form({ file: binary }, ['file']), 'application/octet-stream': binary };

/** Files that are sent, but for those of single jobs (jobCreation.ts). */
export const uploadRoutes: readonly SpecialRoute[] = [
  {
    id: 'recordings.create',
    method: 'POST',
    path: '/recordings',
    summary: 'Send a recording',
    parameters: [nameParameter],
    bodies: oneFile,
    answers: { 201: { 'application/json': toJsonSchema(recordingSchema, 'output') } },
    handle: async (c, target) => {
      await checkAnnounced(c, target);
      return withOneFile(c, target, target.uploadRecording, async ({ path, name }) => {
        const recording = (await ask(target, 'recordings.open', { path, name })) as Recording;
        return c.json(recording, 201, { Location: addressOf.recording(recording.id) });
      });
    },
  },
  {
    id: 'batches.create',
    method: 'POST',
    path: '/audio/batches',
    summary: 'Convert many files: sent along as a form, or files and folders of this computer named in JSON',
    parameters: [idempotencyKey],
    bodies: {
      'multipart/form-data': {
        ...toJsonSchema(batchForm, 'input'),
        properties: { files: { type: 'array', items: binary, minItems: 1, maxItems: mostFiles }, ...batchFields },
        required: ['files', 'voiceId'],
      },
      'application/json': toJsonSchema(batchRequestSchema, 'input'),
    },
    answers: { 202: { 'application/json': toJsonSchema(batchSchema, 'output') } },
    handle: async (c, target) => {
      if (!isForm(c)) return answerOperation(c, target, 'batches.create');
      const rules = { keep: target.uploadRecording, files: { files: mostFiles } };
      return withForm(c, target, rules, ({ files, fields }) =>
        answerWith(c, target, 'batches.create', {
          ...fieldsFromText(fields, batchFields),
          paths: files.map(({ path }) => path),
          names: files.map(({ name }) => name),
        }),
      );
    },
  },
  {
    id: 'voices.inspect',
    method: 'POST',
    path: '/voices/imports',
    summary: 'Send a voice, with its index where there is one, and learn what is in it; nothing inside is run',
    bodies: { 'multipart/form-data': form({ voice: binary, index: binary }, ['voice']) },
    answers: { 201: { 'application/json': toJsonSchema(importReportSchema, 'output') } },
    handle: (c, target) =>
      withForm(c, target, { keep: keepVoice(target), files: { voice: 1, index: 1 } }, async ({ files, fields }) => {
        fieldsFromText(fields, {});
        const voice = theFile(files, 'voice');
        const index = files.find(({ field }) => field === 'index');
        const report = await ask(target, 'voices.inspect', {
          path: voice.path,
          name: voice.name,
          ...(index ? { indexPath: index.path, indexName: index.name } : {}),
        });
        return c.json(report as Output<'voices.inspect'>, 201);
      }),
  },
  {
    id: 'baseModels.import',
    method: 'POST',
    path: '/base-models/imports',
    summary: 'Send the file of a base model; it is known by its bytes',
    parameters: [nameParameter],
    bodies: oneFile,
    answers: { 201: { 'application/json': toJsonSchema(baseModelSchema, 'output') } },
    handle: (c, target) =>
      withOneFile(c, target, keepVoice(target), async ({ path, name }) =>
        c.json((await ask(target, 'baseModels.import', { path, name })) as Output<'baseModels.import'>, 201),
      ),
  },
  {
    id: 'melodies.open',
    method: 'POST',
    path: '/melodies',
    summary: 'Send a melody: MIDI, MusicXML or notes as text',
    parameters: [nameParameter],
    bodies: oneFile,
    answers: { 201: { 'application/json': toJsonSchema(melodySchema, 'output') } },
    handle: (c, target) =>
      withOneFile(
        c,
        target,
        // Kept for its other tracks; what is no melody is small, and the same bytes are kept once.
        async (name, body) => ({ ...(await target.uploadMelody(name, body)), isNew: false }),
        async ({ path, name }) =>
          c.json((await ask(target, 'melodies.open', { path, name })) as Output<'melodies.open'>, 201),
      ),
  },
];

/** Every upload of a voice has a name of its own. */
function keepVoice(target: ApiTarget): Parameters<typeof withRawBody>[2] {
  return async (name, body) => ({ ...(await target.uploadVoice(name, body)), isNew: true });
}
