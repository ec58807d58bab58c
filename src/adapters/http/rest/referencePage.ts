import { createHash } from 'node:crypto';
import type { ErrorCode } from '../../../contract/errors.ts';
import { securityHeaders } from '../../pages/rendererFiles.ts';
import type { JsonSchema } from './jsonSchema.ts';
import type { DescribedOperation, OpenApiDocument } from './openApi.ts';
import { problemStatuses } from './problemStatus.ts';
import { referenceStyle } from './referenceStyle.ts';

/** The API's document for people: one page, no script, nothing from elsewhere. */
export function referenceResponse(document: OpenApiDocument): Response {
  const styleHash = createHash('sha256').update(referenceStyle).digest('base64');
  const policy = ["default-src 'none'", `style-src 'sha256-${styleHash}'`, "base-uri 'none'", "form-action 'none'"];
  return new Response(referencePage(document), {
    headers: {
      ...securityHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Language': 'en',
      'Content-Security-Policy': [...policy, "frame-ancestors 'none'"].join('; '),
      'Cache-Control': 'no-store',
    },
  });
}

type Part = { readonly method: string; readonly path: string; readonly operation: DescribedOperation };

function referencePage(document: OpenApiDocument): string {
  const parts: Part[] = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  );
  const tags = [...new Set(parts.flatMap(({ operation }) => operation.tags))];
  const { title, version, description } = document.info;
  const sections = tags.map((tag) => {
    const own = parts.filter(({ operation }) => operation.tags.includes(tag));
    return `<section aria-labelledby="tag-${escaped(tag)}"><h2 id="tag-${escaped(tag)}">${escaped(tag)}</h2>${own.map(operationText).join('')}</section>`;
  });
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} ${escaped(version)}: HTTP API</title>
<style>${referenceStyle}</style>
</head>
<body>
<header>
<h1>${escaped(title)} <small>${escaped(version)}</small></h1>
<p>${escaped(description)} Send it as <code>Authorization: Bearer &lt;token&gt;</code>. The same for programs: <a href="/openapi.json">openapi.json</a>.</p>
<nav aria-label="Contents">${[...tags, 'schemas', 'errors'].map((tag) => `<a href="#tag-${escaped(tag)}">${escaped(tag)}</a>`).join(' ')}</nav>
</header>
<main>
${sections.join('\n')}
<section aria-labelledby="tag-schemas"><h2 id="tag-schemas">schemas</h2>${Object.entries(document.components.schemas).map(schemaText).join('')}</section>
<section aria-labelledby="tag-errors"><h2 id="tag-errors">errors</h2>${errorTable()}</section>
</main>
</body>
</html>
`;
}

function operationText({ method, path, operation }: Part): string {
  const { parameters = [], requestBody, responses, summary, operationId } = operation;
  const success = Object.entries(responses).filter(([status]) => Number(status) < 400);
  const body = Object.entries(requestBody?.content ?? {}).map(
    ([type, { schema }]) => `<h4>Body <code>${escaped(type)}</code></h4>${json(schema)}`,
  );
  const answers = success.map(([status, answer]) => {
    const content = 'content' in answer ? Object.entries(answer.content ?? {}) : [];
    const types = content.map(([type, { schema }]) => `<code>${escaped(type)}</code>${json(schema)}`);
    return `<h4>Answer ${escaped(status)}</h4>${types.join('')}`;
  });
  const rows = (parameters as readonly Record<string, unknown>[]).map(
    ({ name, in: place, required, description, schema }) =>
      `<tr><th scope="row"><code>${escaped(String(name))}</code></th><td>${escaped(String(place))}${required === true ? ', required' : ''}</td><td>${escaped(String(description ?? ''))} <code>${escaped(shortly(schema as JsonSchema))}</code></td></tr>`,
  );
  return `<details id="${escaped(operationId)}"><summary><b class="${method.toLowerCase()}">${method}</b> <code>${escaped(path)}</code> <span>${escaped(summary)}</span></summary>
${rows.length > 0 ? `<table><tbody>${rows.join('')}</tbody></table>` : ''}${body.join('')}${answers.join('')}</details>`;
}

function schemaText([name, schema]: readonly [string, JsonSchema]): string {
  return `<details id="schema-${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${json(schema)}</details>`;
}

function errorTable(): string {
  const rows = (Object.keys(problemStatuses) as ErrorCode[]).map(
    (code) =>
      `<tr id="${code}"><th scope="row"><code>${code}</code></th><td>${String(problemStatuses[code])}</td></tr>`,
  );
  return `<table><thead><tr><th scope="col">code</th><th scope="col">status</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function shortly({ type, format, enum: words, default: usual, maximum, minimum, ...schema }: JsonSchema): string {
  const what = words ? words.join(' | ') : String(type ?? (schema.anyOf ?? []).map(shortly).join(' | '));
  const range = minimum !== undefined && maximum !== undefined ? ` ${String(minimum)}…${String(maximum)}` : '';
  return `${what}${format === undefined ? '' : ` (${String(format)})`}${range}${usual === undefined ? '' : ` = ${JSON.stringify(usual)}`}`;
}

function json(schema: JsonSchema): string {
  const text = escaped(JSON.stringify(schema, null, 1));
  const linked = text.replaceAll(/&quot;#\/components\/schemas\/(\w+)&quot;/g, '<a href="#schema-$1">$1</a>');
  return `<pre tabindex="0">${linked}</pre>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
