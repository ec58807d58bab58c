import type { ReactElement, ReactNode } from 'react';

type PanesProps = {
  readonly title: string;
  readonly children: ReactNode;
  /** Beside it where the window is wide, under it where it is not. */
  readonly aside?: ReactNode;
};

/** One section of the settings: its title, and one or two columns that scroll. */
export function Panes({ title, children, aside }: PanesProps): ReactElement {
  return (
    <div className={aside === undefined ? 'panes single' : 'panes'}>
      <div className="pane">
        <h1 className="title">{title}</h1>
        {children}
      </div>
      {aside !== undefined && <div className="pane aside">{aside}</div>}
    </div>
  );
}

type PartProps = { readonly title: string; readonly children: ReactNode; readonly action?: ReactNode };

/** A titled part of a column. */
export function Part({ title, children, action }: PartProps): ReactElement {
  return (
    <section className="part" aria-label={title}>
      <div className="row between part-head">
        <h2>{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

/** Until something was read. */
export function Loading({ text }: { readonly text: string }): ReactElement {
  return (
    <p className="t2" role="status" data-loading="">
      {text}
    </p>
  );
}
