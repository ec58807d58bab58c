import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { NearbyFile } from '../../../contract/imports.ts';
import { Icon } from '../../components/Icon.tsx';
import { PushButton } from '../../components/PushButton.tsx';
import { formatSize } from '../../language/format.ts';
import { useLanguage } from '../../language/i18n.ts';
import type { Offer } from './nearby.ts';

const looks = {
  voice: 'import.looksVoice',
  index: 'import.looksIndex',
  archive: 'import.looksArchive',
  training: 'import.looksTraining',
  other: 'import.looksOther',
} as const satisfies Record<NearbyFile['looksLike'], string>;

type RowProps = { readonly file: NearbyFile; readonly isOffered: boolean; readonly onAdd: () => void };

function Row({ file, isOffered, onAdd }: RowProps): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const isOtherVoice = !isOffered && (file.looksLike === 'voice' || file.looksLike === 'archive');
  return (
    <tr className={isOffered || isOtherVoice ? '' : 't3'}>
      <td className="tick">{isOffered && <Icon name="check" />}</td>
      <th scope="row" className="ell selectable" title={file.name}>
        {file.name}
      </th>
      <td className="n">{formatSize(file.sizeBytes, language)}</td>
      <td className="nw">{t(looks[file.looksLike])}</td>
      <td className="act">
        {isOtherVoice && (
          <PushButton kind="quiet" size="tight" label={t('import.addFile', { file: file.name })} onPress={onAdd}>
            {t('import.add', { voice: '' }).trim()}
          </PushButton>
        )}
      </td>
    </tr>
  );
}

/** What else lies in the folder of a refused file, and what it looks like. */
export function NearbyTable({
  offer,
  onAdd,
}: {
  readonly offer: Offer;
  readonly onAdd: (file: NearbyFile) => void;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <table className="nearby">
      <caption className="small t3">{t('import.sameFolder')}</caption>
      <thead className="sr">
        <tr>
          <td />
          <th scope="col">{t('import.fileName')}</th>
          <th scope="col">{t('import.fileSize')}</th>
          <th scope="col">{t('import.fileLooks')}</th>
          <td />
        </tr>
      </thead>
      <tbody>
        {offer.shown.map((file) => (
          <Row
            key={file.path}
            file={file}
            isOffered={file === offer.voice || file === offer.index}
            onAdd={() => onAdd(file)}
          />
        ))}
        {offer.hiddenCount > 0 && (
          <tr className="t3">
            <td />
            <td colSpan={4}>{t('import.moreFiles', { count: offer.hiddenCount })}</td>
          </tr>
        )}
      </tbody>
    </table>
  );
}
