import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import {
  exportFormatIdSchema,
  exportFormats,
  nameFields,
  nameTemplateSchema,
  type ExportFormatId,
} from '../../../contract/exports.ts';
import { Choice } from '../../components/Choice.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { TextInput } from '../../components/TextInput.tsx';
import { useTransport } from '../../transport/TransportContext.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { useDeck } from '../deck/deckStore.ts';
import { formatKeyName } from '../../language/format.ts';
import { recipeLine } from '../history/recipeText.ts';
import { useWording } from '../history/useWording.ts';
import type { Bring } from '../import/useBring.ts';
import { usePreference } from '../preferences/usePreference.ts';
import type { Brought } from './batchStore.ts';
import type { BatchActions } from './useBatchActions.ts';

const mostNamed = 4;
const noExport = 'none';

type BatchOfferProps = {
  readonly brought: Brought;
  readonly model: ConvertModel;
  readonly bring: Bring;
  readonly actions: BatchActions;
};

/** What was brought: the first names, and how many more. */
function Names({ brought }: { readonly brought: Brought }): ReactElement {
  const { t } = useTranslation();
  const all = [...brought.folders, ...brought.files];
  // A line that says "and 1 more" is better spent on its name.
  const rest = all.length > mostNamed + 1 ? all.length - mostNamed : 0;
  return (
    <ul className="brought small t2">
      {all.slice(0, all.length - rest).map((source, index) => (
        <li key={index} className="ell">
          {source.name}
        </li>
      ))}
      {rest > 0 && <li className="t3">{t('batch.more', { count: rest })}</li>}
    </ul>
  );
}

/** What will be done with all of them, where the files go, and the one button. */
export function BatchOffer({ brought, model, bring, actions }: BatchOfferProps): ReactElement {
  const { t } = useTranslation();
  const { shell } = useTransport();
  const words = useWording();
  const deckFormat = useDeck((deck) => deck.exportFormat);
  const deckQuality = useDeck((deck) => deck.exportQuality);
  const { value: usualTemplate } = usePreference('nameTemplate');
  const { value: exportFolder } = usePreference('exportFolder');
  const [format, setFormat] = useState<ExportFormatId | typeof noExport>(deckFormat);
  const [typed, setTyped] = useState<string | null>(null);
  const template = typed ?? usualTemplate;
  const isNameRight = nameTemplateSchema.safeParse(template).success;
  const fields = nameFields.map((field) => `{${field}}`).join(' ');
  const [first] = brought.files;
  const folder = exportFolder ?? t(shell ? 'batch.beside' : 'batch.fallback');
  const example = template
    .replaceAll('{name}', (first?.name ?? brought.folders[0]?.name ?? '').replace(/\.[^.]*$/, ''))
    .replaceAll('{voice}', model.voice.name[words.language])
    .replaceAll('{key}', formatKeyName('A minor', words.language))
    .replaceAll('{n}', '1');
  const canBegin = model.canSing && !model.isReadOnly && (format === noExport || isNameRight);
  const begin = (): void => {
    const quality = format === deckFormat && deckQuality !== null ? { quality: deckQuality } : {};
    actions.begin(brought, model, format === noExport ? null : { format, ...quality, template });
  };
  return (
    <div className="batch-offer">
      <Names brought={brought} />
      {brought.folders.length > 0 && <p className="small t3">{t('batch.folderHint')}</p>}
      <p className="how">
        <span className="t2">{t('batch.how')}</span> {recipeLine(model.voice.id, model.settings, null, words)}
      </p>
      {!model.canSing && <p className="small alarm">{t('batch.cannotSing')}</p>}
      <Choice
        label={t('batch.export')}
        value={format}
        groups={[
          {
            title: null,
            options: [
              ...exportFormats.map(({ id, label }) => ({ id: id as string, label: label as string })),
              { id: noExport, label: t('batch.noExport') },
            ],
          },
        ]}
        onChange={(id) => setFormat(id === noExport ? noExport : exportFormatIdSchema.parse(id))}
      />
      {format !== noExport && (
        <>
          <div className="c">
            <span className="label">{t('batch.into')}</span>
            <p className="selectable into">{folder}</p>
          </div>
          <TextInput label={t('batch.name')} value={template} maxLength={120} onChange={setTyped} />
          <p className={isNameRight ? 'small t3' : 'small alarm'} role="status">
            {isNameRight
              ? `${t('batch.nameHint', { fields })} ${t('batch.example', { name: `${example}.${format}` })}`
              : t('batch.nameWrong', { fields })}
          </p>
        </>
      )}
      <div className="row end wrap">
        <PushButton kind="quiet" shortcut="Escape" onPress={actions.close}>
          {t('batch.cancel')}
        </PushButton>
        {first && (
          <PushButton
            onPress={() => {
              actions.close();
              bring.openOnly(first);
            }}
          >
            {t('batch.onlyFirst')}
          </PushButton>
        )}
        <PushButton kind="primary" takesFocus isDisabled={!canBegin} onPress={begin}>
          {t('batch.convertAll')}
        </PushButton>
      </div>
    </div>
  );
}
