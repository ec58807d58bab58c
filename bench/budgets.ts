/** One figure of the bench; isMet is null where there is no budget. */
export type BudgetRow = {
  readonly what: string;
  readonly figure: string;
  readonly budget: string;
  readonly isMet: boolean | null;
};

/** The figures as a Markdown table. */
export function budgetTable(rows: readonly BudgetRow[]): string {
  const verdict = ({ isMet }: BudgetRow): string => (isMet === null ? '' : isMet ? 'met' : 'missed');
  return [
    '| what | measured | budget | |',
    '| --- | --- | --- | --- |',
    ...rows.map((row) => `| ${row.what} | ${row.figure} | ${row.budget} | ${verdict(row)} |`),
  ].join('\n');
}
