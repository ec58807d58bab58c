import { useEffect } from 'react';
import { create } from 'zustand';
import type { TakeId } from '../../../contract/ids.ts';
import type { ConvertModel } from '../convert/useConvertModel.ts';
import { usePlayer } from '../playback/usePlayer.ts';

/** The take that shall be heard as soon as the window shows it and there is sound. */
export const useListenWish = create<{
  readonly takeId: TakeId | null;
  readonly set: (takeId: TakeId | null) => void;
}>()((set) => ({ takeId: null, set: (takeId) => set({ takeId }) }));

/** Plays the take that was wished for once it can be heard. Stands below what gives the player its sounds. */
export function useGrantedListening({ take, takeTime }: ConvertModel): void {
  const player = usePlayer();
  const wished = useListenWish((wish) => wish.takeId);
  const canBeHeard = wished !== null && take?.id === wished && takeTime?.hasSound === true;
  useEffect(() => {
    if (!canBeHeard) return;
    useListenWish.getState().set(null);
    player.hear('sung');
    if (player.state.getState().heard === 'sung' && !player.state.getState().isPlaying) player.toggle();
  }, [canBeHeard, player]);
}
