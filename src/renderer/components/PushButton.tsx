import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { Button } from 'react-aria-components';

type PushButtonProps = {
  /** Left out where the button submits its form. */
  readonly onPress?: () => void;
  readonly submits?: boolean;
  readonly children: ReactNode;
  /** `primary` at most once per view. */
  readonly kind?: 'plain' | 'primary' | 'quiet';
  readonly size?: 'normal' | 'large' | 'tight' | 'square';
  readonly isDisabled?: boolean;
  /** What it began goes on: it rests, and unlike a disabled button it keeps the focus. */
  readonly isPending?: boolean;
  readonly label?: string;
  /** Whether what it opens and closes is open. */
  readonly isExpanded?: boolean;
  readonly shortcut?: string;
  /** Takes the focus when it appears, where the view before it is gone. */
  readonly takesFocus?: boolean;
};

const kinds = { plain: '', primary: ' p', quiet: ' q' } as const;
const sizes = { normal: '', large: ' lg', tight: ' tight', square: ' sq' } as const;

/** A button. A mouse press leaves the focus where it was, so that Space goes on playing and pausing. */
export function PushButton(props: PushButtonProps): ReactElement {
  const { kind = 'plain', size = 'normal', isDisabled = false, takesFocus = false } = props;
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) button.current?.focus();
  }, [takesFocus]);
  return (
    <Button
      ref={button}
      className={`btn${kinds[kind]}${sizes[size]}`}
      type={props.submits === true ? 'submit' : 'button'}
      {...(props.onPress === undefined ? {} : { onPress: props.onPress })}
      isDisabled={isDisabled}
      isPending={props.isPending ?? false}
      preventFocusOnPress
      {...(props.isExpanded === undefined ? {} : { 'aria-expanded': props.isExpanded })}
      {...(props.label === undefined ? {} : { 'aria-label': props.label })}
      {...(props.shortcut === undefined ? {} : { 'aria-keyshortcuts': props.shortcut })}
    >
      {props.children}
    </Button>
  );
}
