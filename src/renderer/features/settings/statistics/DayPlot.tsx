import type { ReactElement } from 'react';
import { axisTop, stack } from './plot.ts';

/** Units of the drawing: each day is ten wide, the plot a hundred high. */
const dayWidth = 10;
const barWidth = 7;
const height = 100;

export type PlotSeries = { readonly id: string; readonly label: string };

type DayPlotProps = {
  readonly title: string;
  /** What the picture shows, in a sentence for those who do not see it. */
  readonly label: string;
  /** Of each day, oldest first: one value for each series, from below; null where nothing was measured. */
  readonly days: readonly (readonly number[] | null)[];
  /** More than one are named under the plot. */
  readonly series: readonly PlotSeries[];
  readonly first: string;
  readonly last: string;
  readonly formatValue: (value: number) => string;
};

/** Bars for days, parts of a day on top of each other. The same is in a table for who does not see it. */
export function DayPlot(props: DayPlotProps): ReactElement {
  const { days, series } = props;
  const top = axisTop(days.map((values) => (values ?? []).reduce((sum, value) => sum + value, 0)));
  const width = days.length * dayWidth;
  return (
    <figure className="plot">
      <figcaption className="strong">{props.title}</figcaption>
      <div className="plot-body">
        <span className="axis-top small t3 n">{props.formatValue(top)}</span>
        <svg
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={props.label}
        >
          <line className="half" x1={0} x2={width} y1={height / 2} y2={height / 2} />
          {days.map((values, day) =>
            stack(values ?? [], top).map(({ from, to }, index) =>
              to > from ? (
                <rect
                  key={`${String(day)} ${String(index)}`}
                  data-series={series[index]?.id}
                  x={day * dayWidth + (dayWidth - barWidth) / 2}
                  y={(1 - to) * height}
                  width={barWidth}
                  height={(to - from) * height}
                />
              ) : null,
            ),
          )}
        </svg>
      </div>
      <div className="row between small t3 n">
        <span>{props.first}</span>
        <span>{props.last}</span>
      </div>
      {series.length > 1 && (
        <ul className="legend small t2">
          {series.map(({ id, label }) => (
            <li key={id}>
              <i data-series={id} /> {label}
            </li>
          ))}
        </ul>
      )}
    </figure>
  );
}
