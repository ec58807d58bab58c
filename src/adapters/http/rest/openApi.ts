import { z } from 'zod';
import { baseModelSchema } from '../../../contract/baseModels.ts';
import { batchItemSchema, batchSchema } from '../../../contract/batches.ts';
import { deviceSchema } from '../../../contract/devices.ts';
import { historyEntrySchema } from '../../../contract/history.ts';
import { takeSchema } from '../../../contract/jobs.ts';
import { melodySchema } from '../../../contract/melodies.ts';
import { operations } from '../../../contract/operations/index.ts';
import { recordingSchema } from '../../../contract/recordings.ts';
import { voiceSchema } from '../../../contract/voices.ts';
import { toJsonSchema, type JsonSchema } from './jsonSchema.ts';
import { operationRoutes, pathNames, sharedPath, type OperationRoute } from './operationRoute.ts';
import { problemMediaType } from './problem.ts';
import { problemStatuses } from './problemStatus.ts';
import { chosenIdFields, jobResourceSchema, representationOf } from './resources.ts';
import { idempotencyKey, type RouteParameter, type SpecialRoute } from './route.ts';

type Content = Readonly<Record<string, { readonly schema: JsonSchema }>>;
type Answer = { readonly $ref: string } | { readonly description: string; readonly content?: Content };
export type DescribedOperation = {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly object[];
  readonly requestBody?: { readonly required: boolean; readonly content: Content };
  readonly responses: Readonly<Record<string, Answer>>;
};
export type OpenApiDocument = {
  readonly openapi: '3.1.0';
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, Readonly<Record<string, DescribedOperation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, JsonSchema>>; readonly [section: string]: object };
  readonly security: readonly object[];
};

const json = 'application/json';

/** What is described once and named wherever it occurs. */
const named = z.registry<{ id: string }>();
const namedSchemas = {
  BaseModel: baseModelSchema,
  Batch: batchSchema,
  BatchFile: batchItemSchema,
  Device: deviceSchema,
  HistoryEntry: historyEntrySchema,
  Job: jobResourceSchema,
  Melody: melodySchema,
  Recording: recordingSchema,
  Take: takeSchema,
  Voice: voiceSchema,
};
for (const [id, schema] of Object.entries(namedSchemas)) named.add(schema, { id });

/** Statuses every operation may answer with when it does not succeed. */
const failures = [...new Set(Object.values(problemStatuses))].sort((a, b) => a - b);

const problemSchema: JsonSchema = {
  type: 'object',
  description: 'RFC 9457: a sentence, what to do, the code and its facts',
  properties: {
    type: { type: 'string', description: 'Where the code is told of' },
    title: { type: 'string', description: 'What happened, in the language of Accept-Language (en, pt-BR)' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'Why, and what to do' },
    instance: { type: 'string' },
    code: { enum: Object.keys(problemStatuses) },
    details: { type: 'object', additionalProperties: { type: ['string', 'number'] } },
    recordingId: { type: 'string', format: 'uuid', description: 'Of audio that was kept though no job was made' },
  },
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'details'],
};

/** The document of everything that can be asked over HTTP, made from the operations' own schemas. */
export function createOpenApi(version: string, specialRoutes: readonly SpecialRoute[]): OpenApiDocument {
  const schemas: Record<string, JsonSchema> = { Problem: problemSchema };
  /** Moves what is named into the components. */
  const output = (schema: z.ZodType): JsonSchema => {
    const { $defs = {}, properties } = moved(toJsonSchema(z.object({ value: schema }), 'output', named));
    for (const [id, { id: _, ...defined }] of Object.entries($defs)) schemas[id] = defined;
    return properties?.['value'] ?? {};
  };
  const paths: Record<string, Record<string, DescribedOperation>> = {};
  const put = (path: string, method: string, described: DescribedOperation): void => {
    paths[path] = { ...paths[path], [method.toLowerCase()]: described };
  };
  const isSpecial = ({ route }: OperationRoute): boolean =>
    specialRoutes.some(({ method, path }) => method === route.method && path === route.path);
  for (const one of operationRoutes.filter((route) => !isSpecial(route))) {
    const path = sharedPath(Object.keys(paths), one.route.path);
    put(path, one.route.method, describeOperation(one, pathNames(path), output));
  }
  for (const route of specialRoutes) put(route.path, route.method, describeSpecial(route));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Cantado',
      version,
      description: 'Speech that is sung, on this computer. Every request needs the token of `cantado serve`.',
    },
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      responses: {
        Problem: {
          description: 'It was not done, and why',
          content: { [problemMediaType]: { schema: { $ref: '#/components/schemas/Problem' } } },
        },
      },
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
    security: [{ token: [] }],
  };
}

/** The same schema with its references to where they lie in the document. */
function moved(schema: JsonSchema): JsonSchema {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/')) as JsonSchema;
}

/** @param shownNames what the parameters of its path are called in the document */
function describeOperation(
  { name, route }: OperationRoute,
  shownNames: readonly string[],
  output: (schema: z.ZodType) => JsonSchema,
): DescribedOperation {
  const { properties = {}, required = [] } = toJsonSchema(operations[name].input, 'input');
  const inPath = pathNames(route.path);
  const rest = Object.entries(properties).filter(([field]) => !inPath.includes(field));
  const isRead = route.method === 'GET' || route.method === 'DELETE';
  const parameters: RouteParameter[] = [
    ...inPath.map((field, index) => ({
      name: shownNames[index] ?? field,
      in: 'path' as const,
      description: '',
      schema: properties[field] ?? {},
      isRequired: true,
    })),
    ...(isRead ? rest.map(([field, schema]) => queryParameter(field, schema, required.includes(field))) : []),
    ...(chosenIdFields[name] ? [idempotencyKey] : []),
  ];
  const bodyRequired = required.filter((field) => !inPath.includes(field));
  const body: JsonSchema = { type: 'object', properties: Object.fromEntries(rest), required: bodyRequired };
  const status = String(route.status ?? 200);
  const success: Answer =
    status === '204'
      ? { description: 'Done' }
      : { description: 'Done', content: { [json]: { schema: output(representationOf(name).schema) } } };
  return {
    operationId: name,
    summary: route.summary,
    tags: [tagOf(route.path)],
    ...(parameters.length > 0 ? { parameters: parameters.map(described) } : {}),
    ...(!isRead && rest.length > 0
      ? { requestBody: { required: bodyRequired.length > 0, content: { [json]: { schema: body } } } }
      : {}),
    responses: { [status]: success, ...failureAnswers() },
  };
}

function queryParameter(name: string, schema: JsonSchema, isRequired: boolean): RouteParameter {
  return { name, in: 'query', description: schema.description ?? '', schema, isRequired };
}

const answerDescriptions: Readonly<Record<string, string>> = {
  101: 'The connection is a WebSocket from here on',
  416: 'No such bytes',
  426: 'Only for WebSockets',
};

function describeSpecial(route: SpecialRoute): DescribedOperation {
  const { id, summary, path, parameters = [], bodies, answers } = route;
  return {
    operationId: id,
    summary,
    tags: [tagOf(path)],
    ...(parameters.length > 0 ? { parameters: parameters.map(described) } : {}),
    ...(bodies ? { requestBody: { required: true, content: contentOf(bodies) } } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, types]) => [
          status,
          { description: answerDescriptions[status] ?? 'Done', content: contentOf(types) },
        ]),
      ),
      ...failureAnswers(),
    },
  };
}

function contentOf(types: Readonly<Record<string, JsonSchema>>): Content {
  return Object.fromEntries(Object.entries(types).map(([type, { $schema: _, ...schema }]) => [type, { schema }]));
}

function described({ isRequired = false, description, ...parameter }: RouteParameter): object {
  return { ...parameter, ...(description === '' ? {} : { description }), required: isRequired };
}

function failureAnswers(): Readonly<Record<string, Answer>> {
  const problem = { $ref: '#/components/responses/Problem' };
  return Object.fromEntries(failures.map((status) => [String(status), problem]));
}

/** First part of a path that says something. */
function tagOf(path: string): string {
  const parts = path.split('/').filter(Boolean);
  return (parts[0] === 'audio' ? parts[1] : parts[0]) ?? '';
}
