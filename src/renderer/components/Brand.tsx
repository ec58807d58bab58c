import type { ReactElement } from 'react';

/** The name with its sign: a spoken line that becomes steps. */
export function Brand({ name }: { readonly name: string }): ReactElement {
  return (
    <div className="brand">
      <svg viewBox="0 0 26 18" aria-hidden="true">
        <path className="spoken" d="M1.5 12.5c1.2-3 2.4-3 3.6-.6s2.4 2.2 3.6-.4" />
        <path className="sung" d="M11.5 13h3.6V9h4V4.5h5.4" />
      </svg>
      <span>{name}</span>
    </div>
  );
}
