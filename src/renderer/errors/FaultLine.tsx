import type { ReactElement } from 'react';
import type { ErrorEnvelope } from '../../contract/errors.ts';
import { Icon } from '../components/Icon.tsx';
import { useErrorText } from './useErrorText.ts';

/** What failed and what to do, beside the control it is about; nothing where nothing failed. */
export function FaultLine({ fault }: { readonly fault: ErrorEnvelope | null }): ReactElement | null {
  const errorText = useErrorText();
  if (!fault) return null;
  const { title, hint } = errorText(fault);
  return (
    <p className="fault small" role="alert">
      <span className="alarm row">
        <Icon name="alarm" /> {title}
      </span>
      <span className="t2 selectable">{hint}</span>
    </p>
  );
}
