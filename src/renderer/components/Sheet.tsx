import type { ReactElement, ReactNode } from 'react';
import { Dialog, Heading, Modal, ModalOverlay } from 'react-aria-components';

type SheetProps = {
  readonly title: string;
  readonly isOpen: boolean;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** For long texts. */
  readonly isWide?: boolean;
};

/** A dialog over the window. It keeps the focus and gives it back. */
export function Sheet({ title, isOpen, onClose, children, isWide = false }: SheetProps): ReactElement {
  return (
    <ModalOverlay
      className="veil"
      isDismissable
      isOpen={isOpen}
      onOpenChange={(isStillOpen) => {
        if (!isStillOpen) onClose();
      }}
    >
      <Modal className={isWide ? 'dialog wide' : 'dialog'}>
        <Dialog>
          <Heading slot="title" className="title">
            {title}
          </Heading>
          {children}
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}
