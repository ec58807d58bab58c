/** Divisions of a quarter note in the files made here. */
const DIVISIONS = 24;
const steps = ['C', 'C#', 'D', 'D#', 'E', 'F', 'F#', 'G', 'G#', 'A', 'A#', 'B'] as const;

export type XmlNote = {
  readonly beats: number;
  /** Null: a rest. */
  readonly midi: number | null;
  readonly lyric?: string;
  readonly syllabic?: string;
  readonly voice?: string;
  /** Elements put in front of the pitch, such as `<chord/>`. */
  readonly before?: string;
  /** Elements put after the voice, such as more lyrics. */
  readonly after?: string;
  readonly ties?: readonly ('start' | 'stop')[];
};

export function xmlNote({
  beats,
  midi,
  lyric = '',
  syllabic = 'single',
  voice = '1',
  before = '',
  after = '',
  ties = [],
}: XmlNote): string {
  const tie = ties.map((type) => `<tie type="${type}"/>`).join('');
  const words = lyric === '' ? '' : `<lyric number="1"><syllabic>${syllabic}</syllabic><text>${lyric}</text></lyric>`;
  const duration = before.includes('<grace') ? '' : `<duration>${String(beats * DIVISIONS)}</duration>`;
  return `<note>${before}${midi === null ? '<rest/>' : pitch(midi)}${duration}${tie}<voice>${voice}</voice>${words}${after}</note>`;
}

function pitch(midi: number): string {
  const name = steps[midi % 12] ?? 'C';
  const alter = name.endsWith('#') ? '<alter>1</alter>' : '';
  return `<pitch><step>${name.charAt(0)}</step>${alter}<octave>${String(Math.floor(midi / 12) - 1)}</octave></pitch>`;
}

export const goBack = (beats: number): string => `<backup><duration>${String(beats * DIVISIONS)}</duration></backup>`;

/** What is inside a measure, with anything else in front. */
export function bar(notes: readonly string[], before = '', after = ''): string {
  return `${before}${notes.join('')}${after}`;
}

export type XmlPart = { readonly id: string; readonly name: string; readonly measures: readonly string[] };

/** A score by part, as most programs write it. */
export function musicXml(parts: readonly XmlPart[], head = ''): string {
  const list = parts
    .map(({ id, name }) => `<score-part id="${id}"><part-name>${name}</part-name></score-part>`)
    .join('');
  const bodies = parts.map(({ id, measures }) => `<part id="${id}">\n${measures.map(measureOf).join('\n')}\n</part>`);
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE score-partwise PUBLIC "-//Recordare//DTD MusicXML 4.0 Partwise//EN" "http://www.musicxml.org/dtds/partwise.dtd">
<score-partwise version="4.0">${head}<part-list>${list}</part-list>
${bodies.join('\n')}
</score-partwise>
`;
}

function measureOf(content: string, index: number): string {
  const attributes = index === 0 ? `<attributes><divisions>${String(DIVISIONS)}</divisions></attributes>` : '';
  return `<measure number="${String(index + 1)}">${attributes}${content}</measure>`;
}
