import { useState, type ReactElement } from 'react';
import { Button, DialogTrigger, Form, Popover } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { TextLines } from '../../components/TextLines.tsx';
import { useErrorText } from '../../errors/useErrorText.ts';
import type { SongActions } from './useSongActions.ts';

type NotesButtonProps = {
  readonly song: SongActions;
  /** What was typed before. */
  readonly typed: string;
  /** After notes were taken. */
  readonly onDone: () => void;
};

function NotesForm({ song, typed, onDone }: NotesButtonProps): ReactElement {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [text, setText] = useState(typed);
  const [fault, setFault] = useState<ErrorEnvelope | null>(null);
  const use = async (): Promise<void> => {
    const refusal = await song.typeNotes(text);
    setFault(refusal);
    if (refusal === null) onDone();
  };
  const words = fault === null ? null : errorText(fault);
  return (
    <Form
      // What was refused can be sent again once it is changed: the program decides, not the browser.
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        void use();
      }}
    >
      <TextLines
        label={t('melody.notes')}
        hint={t('melody.notesHint')}
        value={text}
        maxLength={200_000}
        onChange={setText}
        fault={words === null ? null : `${words.title} ${words.hint}`}
        isCode
      />
      <div className="row end">
        <PushButton submits isDisabled={text.trim() === ''}>
          {t('melody.useNotes')}
        </PushButton>
      </div>
    </Form>
  );
}

/** A melody as text: opens a field for notes. */
export function NotesButton({ song, typed, onDone }: NotesButtonProps): ReactElement {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const done = (): void => {
    setOpen(false);
    onDone();
  };
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button className="btn">{t('melody.type')}</Button>
      <Popover className="pop song-pop" placement="top start" aria-label={t('melody.type')}>
        <NotesForm song={song} typed={typed} onDone={done} />
      </Popover>
    </DialogTrigger>
  );
}
