import { useId, type ReactElement, type ReactNode } from 'react';

type SliderFieldProps = {
  readonly label: string;
  readonly description: string;
  readonly value: number;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The value in words and units, beside the slider and for a screen reader. */
  readonly valueText: string;
  /** Where the fill starts; the middle of a slider that goes both ways. */
  readonly origin: number;
  readonly onChange: (value: number) => void;
  readonly onChangeEnd: () => void;
  /** Shown beside the value, such as a button back to auto. */
  readonly aside?: ReactNode;
  /** Why it changes nothing; it cannot be moved then. */
  readonly lack: string | null;
};

/**
 * A slider with its name and value above it. The browser's own range input: react-aria's gives its value to a screen
 * reader as a bare number, and here it has units and words such as "off".
 */
export function SliderField(props: SliderFieldProps): ReactElement {
  const id = useId();
  const toPercent = (value: number): number =>
    ((Math.min(props.max, Math.max(props.min, value)) - props.min) / (props.max - props.min)) * 100;
  const origin = toPercent(props.origin);
  const here = toPercent(props.value);
  return (
    <div className={props.lack === null ? 'c slider' : 'c slider idle'}>
      <div className="lab" title={props.description}>
        <label className="label" htmlFor={id}>
          {props.label}
        </label>
        <span className="row">
          {props.aside}
          <span className="value" aria-hidden="true">
            {props.valueText}
          </span>
        </span>
      </div>
      <div className="track">
        {origin > 0 && origin < 100 && <i className="zero" style={{ left: `${String(origin)}%` }} />}
        <i
          className="fill"
          style={{ left: `${String(Math.min(origin, here))}%`, width: `${String(Math.abs(here - origin))}%` }}
        />
        <input
          id={id}
          type="range"
          min={props.min}
          max={props.max}
          step={props.step}
          value={props.value}
          aria-valuetext={props.valueText}
          aria-describedby={`${id}-about`}
          onChange={(event) => props.onChange(event.currentTarget.valueAsNumber)}
          onPointerUp={props.onChangeEnd}
          onKeyUp={props.onChangeEnd}
          onBlur={props.onChangeEnd}
          disabled={props.lack !== null}
        />
      </div>
      {props.lack !== null && <p className="small t3 lack">{props.lack}</p>}
      <span id={`${id}-about`} hidden>
        {props.description}
      </span>
    </div>
  );
}
