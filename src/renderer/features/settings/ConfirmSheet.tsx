import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PushButton } from '../../components/PushButton.tsx';
import { Sheet } from '../../components/Sheet.tsx';

type ConfirmSheetProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  /** What will happen. */
  readonly children: ReactNode;
  readonly action: string;
  readonly isActionDisabled?: boolean;
  readonly onConfirm: () => void;
};

/** Says what will happen and asks. */
export function ConfirmSheet(props: ConfirmSheetProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Sheet title={props.title} isOpen={props.isOpen} onClose={props.onClose}>
      <div className="sheet-body">{props.children}</div>
      <div className="row end">
        <PushButton kind="quiet" onPress={props.onClose}>
          {t('settings.cancel')}
        </PushButton>
        <PushButton
          kind="primary"
          isDisabled={props.isActionDisabled ?? false}
          onPress={() => {
            props.onClose();
            props.onConfirm();
          }}
        >
          {props.action}
        </PushButton>
      </div>
    </Sheet>
  );
}
