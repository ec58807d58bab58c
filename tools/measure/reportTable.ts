import type { MelodyRow } from './reportMelody.ts';
import type { ReportRow } from './reportRecording.ts';

type Column<Row> = { readonly title: string; readonly cell: (row: Row) => string };

const columns: readonly Column<ReportRow>[] = [
  { title: 'recording', cell: (row) => row.recording },
  { title: 'mode', cell: (row) => row.mode },
  { title: 'voice', cell: (row) => row.voice },
  { title: 'pitch error, median cents', cell: (row) => row.medianCents?.toFixed(1) ?? '–' },
  { title: 'within 50 cents', cell: (row) => percent(row.within50Ratio) },
  { title: 'on the scale ± 25 cents', cell: (row) => percent(row.onScaleRatio) },
  { title: 'source on that scale', cell: (row) => percent(row.sourceOnScaleRatio) },
  { title: 'LUFS', cell: (row) => row.loudnessLufs?.toFixed(1) ?? '–' },
  { title: 'true peak dBTP', cell: (row) => row.truePeakDb?.toFixed(1) ?? '–' },
  { title: 'roughest joint', cell: (row) => row.worstJointRatio.toFixed(2) },
  { title: 'likeness to the speaker', cell: (row) => row.likeness.toFixed(3) },
];

const melodyColumns: readonly Column<MelodyRow>[] = [
  { title: 'recording', cell: (row) => row.recording },
  { title: 'notes', cell: (row) => String(row.noteCount) },
  { title: 'beats a minute', cell: (row) => row.tempoBpm?.toFixed(0) ?? '–' },
  {
    title: 'vowels found',
    cell: ({ vowels }) => (vowels ? `${String(vowels.found)} of ${String(vowels.spoken)}` : '–'),
  },
  { title: 'note error, median cents', cell: (row) => row.medianNoteCents.toFixed(1) },
  { title: 'worst note, cents', cell: (row) => row.worstNoteCents.toFixed(1) },
  { title: 'vowel start off the beat, median ms', cell: (row) => row.medianVowelMs?.toFixed(0) ?? '–' },
  { title: 'nine of ten within, ms', cell: (row) => row.mostVowelsMs?.toFixed(0) ?? '–' },
  { title: 'voiced as authored', cell: (row) => percent(row.voicingRatio) },
  { title: 'roughest joint', cell: (row) => row.worstJointRatio.toFixed(2) },
  { title: 'likeness to the speaker', cell: (row) => row.likeness.toFixed(3) },
];

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(0)} %`;
}

/** The report as a Markdown table. */
export function tableOf(rows: readonly ReportRow[]): string {
  return markdown(columns, rows);
}

/** The same of what was sung on a melody. */
export function melodyTableOf(rows: readonly MelodyRow[]): string {
  return markdown(melodyColumns, rows);
}

function markdown<Row>(ofTable: readonly Column<Row>[], rows: readonly Row[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(ofTable.map((column) => column.title)),
    line(ofTable.map(() => '---')),
    ...rows.map((row) => line(ofTable.map((column) => column.cell(row)))),
  ].join('\n');
}
