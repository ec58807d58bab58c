import { focusVoices } from '../voices/focusVoices.ts';
import { useLibraryView } from './libraryStore.ts';

/** Back from the bin to the voices, and the focus to the one that is selected. Does nothing where no bin is open. */
export function leaveBin(): void {
  const { isBin, closeBin } = useLibraryView.getState();
  if (!isBin) return;
  closeBin();
  focusVoices();
}
