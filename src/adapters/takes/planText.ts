import type { Plan } from '../../contract/melody/plan.ts';

/**
 * A plan as JSON that a person can edit: one line for each field, syllable and note, and for each pass. The long lines of pitch
 * and loudness come last.
 */
export function planText({ syllables, notes, passes, curve, dynamicsDb, ...head }: Plan): string {
  const fields = [
    ...Object.entries(head).map(([name, value]) => field(name, JSON.stringify(value))),
    field('syllables', lines(syllables)),
    field('notes', lines(notes)),
    field('passes', lines(passes)),
    field('curve', JSON.stringify(curve)),
    field('dynamicsDb', JSON.stringify(dynamicsDb)),
  ];
  return `{\n${fields.join(',\n')}\n}\n`;
}

function field(name: string, json: string): string {
  return `  ${JSON.stringify(name)}: ${json}`;
}

function lines(values: readonly unknown[]): string {
  return `[\n${values.map((value) => `    ${JSON.stringify(value)}`).join(',\n')}\n  ]`;
}
