import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { formatEffectChain } from '../../../contract/settings/effectChain.ts';
import { longestEffectChain } from '../../../contract/settings/effects.ts';
import { PushButton } from '../../components/PushButton.tsx';
import { AddEffect } from './AddEffect.tsx';
import {
  canMove,
  chainOf,
  descriptorOf,
  isFull,
  linkKeys,
  withEffect,
  withMoved,
  withoutEffect,
  withSetting,
  type Chain,
  type Effects,
} from './chain.ts';
import { EffectRow } from './EffectRow.tsx';

type EffectsPanelProps = {
  readonly effects: Effects;
  readonly text: string;
  /** A gesture goes on until its end: what it changes is one undo. */
  readonly onChange: (text: string) => void;
  readonly onChangeEnd: () => void;
};

/** Where a person is in the panel: the effect that is open, and the one that takes the focus. */
type Place = { readonly open: string | null; readonly focused: string | null };

/** The chain of effects, to be built, ordered and set. */
export function EffectsPanel({ effects, text, onChange, onChangeEnd }: EffectsPanelProps): ReactElement {
  const { t } = useTranslation();
  const chain = chainOf(text, effects);
  const keys = linkKeys(chain);
  const [{ open, focused }, setPlace] = useState<Place>({ open: keys[0] ?? null, focused: null });
  const put = (next: Chain): void => onChange(formatEffectChain(next, effects));
  const settle = (next: Chain): void => {
    put(next);
    onChangeEnd();
  };
  const move = (index: number, by: -1 | 1): void => {
    const moved = withMoved(chain, index, by, effects);
    const key = linkKeys(moved)[index + by] ?? null;
    settle(moved);
    setPlace({ open: open === keys[index] ? key : open, focused: key });
  };
  const remove = (index: number): void => {
    const left = withoutEffect(chain, index);
    settle(left);
    setPlace({ open: null, focused: linkKeys(left)[Math.min(index, left.length - 1)] ?? null });
  };
  return (
    <>
      <p className="small t2">{t(chain.length === 0 ? 'effects.noneYet' : 'effects.order')}</p>
      <ol className="links">
        {chain.map((step, index) => {
          const effect = descriptorOf(step, effects);
          const key = keys[index] ?? '';
          return (
            effect && (
              <EffectRow
                key={key}
                step={step}
                effect={effect}
                place={index + 1}
                isOpen={open === key}
                takesFocus={focused === key}
                canRise={canMove(chain, index, -1, effects)}
                canSink={canMove(chain, index, 1, effects)}
                onToggle={() => setPlace({ open: open === key ? null : key, focused: null })}
                onMove={(by) => move(index, by)}
                onRemove={() => remove(index)}
                onChange={(name, value) => put(withSetting(chain, index, name, value))}
                onChangeEnd={onChangeEnd}
              />
            )
          );
        })}
      </ol>
      <div className="row">
        <AddEffect
          effects={effects}
          isDisabled={isFull(chain)}
          onAdd={(effect) => {
            const longer = withEffect(chain, effect, effects);
            const added = linkKeys(longer).find((key) => !keys.includes(key)) ?? null;
            settle(longer);
            setPlace({ open: added, focused: added });
          }}
        />
        {chain.length > 0 && (
          <PushButton kind="quiet" onPress={() => settle([])}>
            {t('effects.off')}
          </PushButton>
        )}
      </div>
      {isFull(chain) && <p className="small t2">{t('effects.full', { count: longestEffectChain })}</p>}
    </>
  );
}
