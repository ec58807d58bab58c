import { batchLimits } from '../../../contract/batches.ts';
import type { ErrorEnvelope } from '../../../contract/errors.ts';
import type { Transport } from '../../transport/transport.ts';
import type { Source } from '../import/importStore.ts';
import type { DroppedFolder } from '../recording/droppedItems.ts';
import { envelopeOf } from '../../errors/actions.ts';
import { useBatch, type Brought, type LeftOut } from './batchStore.ts';
import { filesInFolder } from './filesInFolder.ts';

type ToSource = (file: File) => Source;

const tooMany: ErrorEnvelope = { code: 'BATCH_TOO_LARGE', details: { limit: batchLimits.files } };

/** The first that one batch may hold; the others are named as left out. */
function withinLimit(files: readonly Source[], leftOut: readonly LeftOut[]): Pick<Brought, 'files' | 'leftOut'> {
  const over = files.slice(batchLimits.files).map(({ name }) => ({ name, envelope: tooMany }));
  return { files: files.slice(0, batchLimits.files), leftOut: [...leftOut, ...over] };
}

/** Asks whether many recordings, or folders, shall be converted together. Folders of a browser are looked into first. */
export async function offerBatch(
  transport: Transport,
  files: readonly Source[],
  folders: readonly DroppedFolder[],
  toSource: ToSource,
): Promise<void> {
  const { setStep } = useBatch.getState();
  const leftOut: LeftOut[] = [];
  const found: Source[] = [...files];
  const whole: Source[] = [];
  const name = files.length === 0 && folders.length === 1 ? (folders[0]?.name ?? null) : null;
  for (const folder of folders) {
    if (transport.shell && folder.file) {
      whole.push(toSource(folder.file));
    } else if (folder.entry) {
      setStep({ kind: 'looking', folder: folder.name });
      try {
        const inside = await filesInFolder(folder.entry, batchLimits.files);
        found.push(...inside.files.map(toSource));
        if (inside.isCut) leftOut.push({ name: folder.name, envelope: tooMany });
      } catch (error) {
        leftOut.push({ name: folder.name, envelope: envelopeOf(error) });
      }
      if (useBatch.getState().step.kind !== 'looking') return;
    }
  }
  if (found.length + whole.length === 0) {
    if (leftOut.length > 0) setStep({ kind: 'leftOut', leftOut, isBegun: false });
    else setStep({ kind: 'empty', folder: folders[0]?.name ?? '' });
    return;
  }
  setStep({ kind: 'offer', brought: { ...withinLimit(found, leftOut), folders: whole, name } });
}
