import { exportFormats, nameFields, type ExportFormatId, type NameField } from '../../contract/exports.ts';
import type { FileNameParts } from '../ports.ts';

/** What names of exports are made of. */
export type TakeNaming = {
  readonly recordingName: string;
  readonly voiceName: string;
  /** As sung, `A minor`; only needed where a template asks for it. */
  readonly key: string | null;
  readonly takeNumber: number;
};

/** So that name and number still fit beside it. */
const longestVoiceName = 40;

/** The name of a take for people and tags: `interview-Deep-2`. */
export function takeTitle({ recordingName, voiceName, takeNumber }: Omit<TakeNaming, 'key'>): string {
  return `${withoutExtension(recordingName)}-${voiceName}-${String(takeNumber)}`;
}

/** Whether a template asks for the key, which is known only once the recording was measured. */
export function namesKey(template: string): boolean {
  return template.includes('{key}');
}

/** The file name a template asks for; the recording's name in it is what gives way where all is too long. */
export function fileNameOf(template: string, naming: TakeNaming, format: ExportFormatId): FileNameParts {
  const extension = exportFormats.find(({ id }) => id === format)?.extension ?? format;
  const base = withoutExtension(naming.recordingName);
  const values: Readonly<Record<NameField, string>> = {
    name: base,
    voice: [...naming.voiceName].slice(0, longestVoiceName).join(''),
    key: naming.key ?? '',
    n: String(naming.takeNumber),
  };
  const fill = (text: string): string =>
    nameFields.reduce((filled, field) => filled.replaceAll(`{${field}}`, () => values[field]), text);
  const [prefix = '', ...rest] = template.split('{name}');
  if (rest.length === 0) return { base: fill(template), suffix: '', extension };
  return { prefix: fill(prefix), base, suffix: fill(rest.join('{name}')), extension };
}

export function withoutExtension(name: string): string {
  return name.replace(/(?<=.)\.[a-z0-9]{1,8}$/iu, '');
}
