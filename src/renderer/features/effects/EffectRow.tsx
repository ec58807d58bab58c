import { useEffect, useRef, type ComponentProps, type ReactElement } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { EffectDescriptor } from '../../../contract/settings/descriptors.ts';
import type { EffectStep } from '../../../contract/settings/effects.ts';
import { Icon } from '../../components/Icon.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { EffectSetting } from './EffectSetting.tsx';

type KeyboardEvent = Parameters<NonNullable<ComponentProps<typeof Button>['onKeyDown']>>[0];

type EffectRowProps = {
  readonly step: EffectStep;
  readonly effect: EffectDescriptor;
  /** Its place in the chain, from 1. */
  readonly place: number;
  readonly isOpen: boolean;
  /** Takes the focus when it appears or this becomes true. */
  readonly takesFocus: boolean;
  readonly canRise: boolean;
  readonly canSink: boolean;
  readonly onToggle: () => void;
  readonly onMove: (by: -1 | 1) => void;
  readonly onRemove: () => void;
  readonly onChange: (name: string, value: number | string) => void;
  readonly onChangeEnd: () => void;
};

/** One effect of the chain: opened to be set, moved with its buttons or with Alt and the arrows, removed with Delete. */
export function EffectRow(props: EffectRowProps): ReactElement {
  const { step, effect, place, isOpen, takesFocus, canRise, canSink, onMove, onRemove } = props;
  const { t } = useTranslation();
  const language = useLanguage();
  const name = effect.label[language];
  const head = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (takesFocus) head.current?.focus();
  }, [takesFocus, place]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Delete') onRemove();
    else if (event.altKey && event.key === 'ArrowUp' && canRise) onMove(-1);
    else if (event.altKey && event.key === 'ArrowDown' && canSink) onMove(1);
    else event.continuePropagation();
  };
  const settings = Object.entries(effect.settings);
  return (
    <li className="link">
      <div className="row">
        <Button ref={head} className="fold grow" aria-expanded={isOpen} onPress={props.onToggle} onKeyDown={onKeyDown}>
          <Icon name="right" />
          <span className="n t2">{place}</span> <span className="ell">{name}</span>
        </Button>
        <Button
          className="btn q sq"
          isDisabled={!canRise}
          aria-label={t('effects.earlier', { name })}
          onPress={() => onMove(-1)}
        >
          <Icon name="up" />
        </Button>
        <Button
          className="btn q sq"
          isDisabled={!canSink}
          aria-label={t('effects.later', { name })}
          onPress={() => onMove(1)}
        >
          <Icon name="down" />
        </Button>
        <Button className="btn q sq" aria-label={t('effects.remove', { name })} onPress={onRemove}>
          <Icon name="close" />
        </Button>
      </div>
      {isOpen && (
        <div className="values">
          <p className="small t2">{effect.sentence[language]}</p>
          {settings.map(([id, setting]) => (
            <EffectSetting
              key={id}
              setting={setting}
              value={step.settings[id]}
              onChange={(value) => props.onChange(id, value)}
              onChangeEnd={props.onChangeEnd}
            />
          ))}
        </div>
      )}
    </li>
  );
}
