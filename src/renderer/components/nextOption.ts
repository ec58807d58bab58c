type Place = {
  readonly index: number;
  readonly columns: number;
  readonly rowsInView: number;
  readonly count: number;
};

/** Where a key leads from an option of a listbox with several columns; null: the key is none of the listbox's, or nowhere. */
export function nextOption(key: string, { index, columns, rowsInView, count }: Place): number | null {
  const last = count - 1;
  /** In the same column where there is one; the last option where the last row is shorter. */
  const down = (rows: number): number | null => {
    const to = index + rows * columns;
    if (to <= last) return to;
    return Math.floor(last / columns) > Math.floor(index / columns) ? last : null;
  };
  const up = (rows: number): number | null => {
    const to = index - Math.min(rows, Math.floor(index / columns)) * columns;
    return to === index ? null : to;
  };
  const within = (to: number): number | null => (to < 0 || to > last ? null : to);
  switch (key) {
    case 'ArrowDown':
      return down(1);
    case 'ArrowUp':
      return up(1);
    case 'ArrowRight':
      return columns > 1 ? within(index + 1) : null;
    case 'ArrowLeft':
      return columns > 1 ? within(index - 1) : null;
    case 'PageDown':
      return down(rowsInView);
    case 'PageUp':
      return up(rowsInView);
    case 'Home':
      return within(0);
    case 'End':
      return within(last);
    default:
      return null;
  }
}
