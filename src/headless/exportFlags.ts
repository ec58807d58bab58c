import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { invalidInput } from '../contract/checkInput.ts';
import { AppError } from '../contract/errors.ts';
import {
  exportFormats,
  nameFields,
  nameTemplateSchema,
  type ExportFormatId,
  type ExportRequest,
} from '../contract/exports.ts';
import type { CliTexts } from './texts/types.ts';

export type ExportFlags = {
  readonly template?: string | undefined;
  readonly format?: string | undefined;
  readonly bits?: string | undefined;
  readonly quality?: string | undefined;
  readonly out?: string | undefined;
};

type ExportFormat = (typeof exportFormats)[number];

function formatNamed(id: string): ExportFormat {
  const format = exportFormats.find((candidate) => candidate.id === id.toLowerCase());
  if (format) return format;
  const allowed = exportFormats.map((candidate) => candidate.id).join(', ');
  throw new AppError('SETTING_OUT_OF_RANGE', { setting: 'format', flag: 'format', value: id, allowed });
}

/** The format a file name asks for; WAV when it has no extension. */
function formatOfName(out: string): ExportFormat {
  const extension = path.extname(out).slice(1);
  return extension === '' ? exportFormats[0] : formatNamed(extension);
}

function chooseFormat(flags: ExportFlags, texts: CliTexts): ExportFormat {
  const named = flags.format === undefined ? undefined : formatNamed(flags.format);
  if (flags.out === undefined) return named ?? exportFormats[0];
  const extension = path.extname(flags.out).slice(1);
  if (named === undefined) return formatOfName(flags.out);
  if (extension !== '' && extension.toLowerCase() !== named.extension) {
    const reason = texts.usage.formatAgainstName(named.label, path.basename(flags.out));
    throw invalidInput('--format', 'said', reason);
  }
  return named;
}

/** `--bits` and `--quality` name the same thing for different formats; only what the chosen format has is taken. */
function chooseQuality(flags: ExportFlags, format: ExportFormat): string | undefined {
  const flag = flags.bits !== undefined ? 'bits' : 'quality';
  const value = flags.bits ?? flags.quality;
  if (value === undefined) return undefined;
  const quality = format.qualities.find((candidate) => candidate.toLowerCase() === value.toLowerCase());
  if (quality !== undefined && (format.id === 'mp3') === (flag === 'quality')) return quality;
  const flagOfFormat = format.id === 'mp3' ? '--quality' : '--bits';
  const allowed = `${format.label}: ${flagOfFormat} ${format.qualities.join(', ')}`;
  throw new AppError('SETTING_OUT_OF_RANGE', { setting: flag, flag, value, allowed });
}

/**
 * Where and how the take is written, from `--format --bits --quality --out`.
 * @throws AppError SETTING_OUT_OF_RANGE, INVALID_INPUT, OUTPUT_EXISTS, FOLDER_NOT_WRITABLE
 */
export function exportFromFlags(
  flags: ExportFlags,
  texts: CliTexts,
): ExportRequest & { readonly format: ExportFormatId } {
  const format = chooseFormat(flags, texts);
  const quality = chooseQuality(flags, format);
  const request = { format: format.id, ...(quality === undefined ? {} : { quality }) };
  if (flags.out === undefined) return request;
  const file = path.resolve(flags.out);
  if (existsSync(file)) throw new AppError('OUTPUT_EXISTS', { file });
  const folder = path.dirname(file);
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new AppError('FOLDER_NOT_WRITABLE', { folder });
  return { ...request, path: file };
}

/**
 * The same for many takes: `--out` names a folder, `--template` how files are called.
 * @throws AppError SETTING_OUT_OF_RANGE
 */
export function folderExportFromFlags(flags: ExportFlags): ExportRequest {
  const format = flags.format === undefined ? exportFormats[0] : formatNamed(flags.format);
  const quality = chooseQuality(flags, format);
  return {
    format: format.id,
    ...(quality === undefined ? {} : { quality }),
    ...(flags.out === undefined ? {} : { path: path.resolve(flags.out) }),
    ...(flags.template === undefined ? {} : { template: templateFrom(flags.template) }),
  };
}

function templateFrom(word: string): string {
  const template = nameTemplateSchema.safeParse(word);
  if (template.success) return template.data;
  const allowed = nameFields.map((field) => `{${field}}`).join(' ');
  throw new AppError('SETTING_OUT_OF_RANGE', { setting: 'template', flag: 'template', value: word, allowed });
}
