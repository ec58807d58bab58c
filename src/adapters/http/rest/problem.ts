import { toEnvelope, type ErrorEnvelope } from '../../../contract/errors.ts';
import { languageFromTag, type Language } from '../../../contract/language.ts';
import { errorText } from '../../../contract/texts/errorTexts.ts';
import { problemStatuses } from './problemStatus.ts';

export const problemMediaType = 'application/problem+json';

type Asked = {
  readonly path: string;
  /** Accept-Language */
  readonly languages: string | undefined;
};

type Extra = {
  /** Where the code's own does not say enough. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** More that a program can go on with. */
  readonly members?: Readonly<Record<string, string>>;
};

/** An error as RFC 9457 wants it: a sentence, what to do, the code and the facts. */
export function problemResponse(error: unknown, asked: Asked, extra: Extra = {}): Response {
  const { envelope, language, title, hint } = worded(error, asked.languages);
  const status = extra.status ?? statusOf(envelope);
  const body = {
    type: problemType(envelope.code),
    title,
    status,
    detail: hint,
    instance: asked.path,
    code: envelope.code,
    details: envelope.details,
    ...extra.members,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'Content-Type': problemMediaType,
      'Content-Language': language,
      'Cache-Control': 'no-store',
      ...extra.headers,
    },
  });
}

/** The same for a person who opened an address: words only. */
export function plainProblem(error: unknown, { languages }: Asked, { headers }: Pick<Extra, 'headers'>): Response {
  const { envelope, language, title, hint } = worded(error, languages);
  return new Response(`${title}\n${hint}\n`, {
    status: statusOf(envelope),
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Language': language,
      'Cache-Control': 'no-store',
      ...headers,
    },
  });
}

function worded(error: unknown, languages: string | undefined) {
  const envelope = toEnvelope(error);
  const language = chosenLanguage(languages);
  return { envelope, language, ...errorText(envelope, language) };
}

/** A body of a kind that is not taken is told apart from one that makes no sense. */
function statusOf({ code, details }: ErrorEnvelope): number {
  return code === 'INVALID_INPUT' && details.path === 'Content-Type' ? 415 : problemStatuses[code];
}

/** Where the reference page tells of a code. */
function problemType(code: ErrorEnvelope['code']): string {
  return `/reference#${code}`;
}

/** The language that is asked for first, by weight. */
function chosenLanguage(header: string | undefined): Language {
  const wanted = (header ?? '').split(',', 20).map((part) => {
    const [tag = '', ...parameters] = part.trim().split(';');
    const weight = /^\s*q=([01](?:\.\d{1,3})?)\s*$/.exec(parameters[0] ?? '')?.[1] ?? '1';
    return { tag, weight: Number(weight) };
  });
  const known = wanted.filter(({ tag, weight }) => weight > 0 && /^(pt|en)\b/i.test(tag));
  return languageFromTag(known.sort((a, b) => b.weight - a.weight)[0]?.tag);
}
