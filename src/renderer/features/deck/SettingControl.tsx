import type { ReactElement } from 'react';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { ChoiceControl } from './ChoiceControl.tsx';
import type { NamedSetting } from './deckModel.ts';
import { KeyControl } from './KeyControl.tsx';
import { NotesControl } from './NotesControl.tsx';
import { NumberControl } from './NumberControl.tsx';

type SettingControlProps = { readonly named: NamedSetting; readonly model: ConvertModel };

/** The control of one setting, made from its descriptor. */
export function SettingControl({ named: { id, descriptor }, model }: SettingControlProps): ReactElement {
  const value = model.settings[id] ?? descriptor.default;
  switch (descriptor.kind) {
    case 'number':
      return (
        <NumberControl
          id={id}
          setting={descriptor}
          value={value}
          suggested={descriptor.canBeAuto === true ? (model.preview?.suggestedTransposeSt ?? null) : null}
        />
      );
    case 'choice':
      return <ChoiceControl id={id} setting={descriptor} value={String(value)} />;
    case 'key':
      return (
        <KeyControl id={id} setting={descriptor} value={String(value)} detected={model.analysis?.key?.key ?? null} />
      );
    case 'notes':
      return <NotesControl id={id} setting={descriptor} value={value} keyText={model.preview?.key ?? null} />;
  }
}
