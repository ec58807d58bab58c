import type { Context } from 'hono';
import { checkedInput, invalidInput } from '../../../contract/checkInput.ts';
import { convertRequestSchema } from '../../../contract/jobs.ts';
import type { Recording } from '../../../contract/recordings.ts';
import type { ApiTarget } from '../api.ts';
import { toJsonSchema } from './jsonSchema.ts';
import { answerOperation, answerWith } from './operationRoute.ts';
import { problemResponse } from './problem.ts';
import { jobMadeSchema } from './resources.ts';
import { binary, idempotencyKey, type SpecialRoute } from './route.ts';
import { fieldsFromText, inputFieldsOf } from './routeInput.ts';
import { ask, checkAnnounced, isForm, withForm } from './upload.ts';

const requestWithAudio = convertRequestSchema.omit({ recordingId: true });
const fieldsOfForm = inputFieldsOf(requestWithAudio);

/** Makes a job of the audio in a form, or of a recording that is here already. */
export const jobCreation: SpecialRoute = {
  id: 'jobs.create',
  method: 'POST',
  path: '/audio/jobs',
  summary: 'Convert a recording: sent along as a form, or named in JSON',
  parameters: [idempotencyKey],
  bodies: {
    'multipart/form-data': {
      ...toJsonSchema(requestWithAudio, 'input'),
      properties: { audio: binary, ...fieldsOfForm },
      required: ['audio', 'voiceId'],
    },
    'application/json': toJsonSchema(convertRequestSchema, 'input'),
  },
  answers: { 202: { 'application/json': toJsonSchema(jobMadeSchema, 'output') } },
  handle: (c, target) => (isForm(c) ? createFromForm(c, target) : answerOperation(c, target, 'jobs.create')),
};

async function createFromForm(c: Context, target: ApiTarget): Promise<Response> {
  await checkAnnounced(c, target);
  const rules = { keep: target.uploadRecording, files: { audio: 1 } };
  return withForm(c, target, rules, async ({ files, fields }) => {
    const [file] = files;
    if (!file) throw invalidInput('audio', 'no-file');
    const request = fieldsFromText(fields, fieldsOfForm);
    checkedInput(requestWithAudio, request);
    const { id } = (await ask(target, 'recordings.open', { path: file.path, name: file.name })) as Recording;
    return answerWith(c, target, 'jobs.create', { ...request, recordingId: id }).catch((error: unknown) => {
      // The audio is here by now and need not be sent again.
      return problemResponse(
        error,
        { path: c.req.path, languages: c.req.header('accept-language') },
        { members: { recordingId: id } },
      );
    });
  });
}
