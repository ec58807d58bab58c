import type { ReportRow } from './reportRecording.ts';

const columns: readonly { readonly title: string; readonly cell: (row: ReportRow) => string }[] = [
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

function percent(ratio: number): string {
  return `${(100 * ratio).toFixed(0)} %`;
}

/** The report as a Markdown table. */
export function tableOf(rows: readonly ReportRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(columns.map((column) => column.title)),
    line(columns.map(() => '---')),
    ...rows.map((row) => line(columns.map((column) => column.cell(row)))),
  ].join('\n');
}
