import { useEffect, useState, type ReactElement, type RefObject } from 'react';
import { Button } from 'react-aria-components';
import { useTranslation } from 'react-i18next';
import type { Voice } from '../../../contract/voices.ts';
import { Icon } from '../../components/Icon.tsx';
import { useLanguage } from '../../language/i18n.ts';
import { useHearing } from './hearing.ts';
import { rowOf, type RailRow } from './useRailKeys.ts';
import type { Sampler } from './useSampler.ts';

type HearButtonProps = {
  /** Around the list of voices. */
  readonly frame: RefObject<HTMLElement | null>;
  readonly voices: readonly Voice[];
  readonly sampler: Sampler;
};

/** The row under the pointer or with a focus that can be seen. */
function useNearRow(frame: RefObject<HTMLElement | null>, voices: readonly Voice[]): RailRow | null {
  const [near, setNear] = useState<RailRow | null>(null);
  useEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    const show = (event: Event): void => {
      const row = rowOf(event.target, voices);
      if (row && (event.type !== 'focusin' || row.element.matches(':focus-visible'))) setNear(row);
    };
    const hide = (event: Event): void => {
      const isInside =
        event instanceof FocusEvent && event.relatedTarget instanceof Node && box.contains(event.relatedTarget);
      if (!isInside) setNear(null);
    };
    const begin = ['pointerover', 'focusin'] as const;
    const end = ['pointerleave', 'focusout'] as const;
    for (const name of begin) box.addEventListener(name, show);
    for (const name of end) box.addEventListener(name, hide);
    // A scroll does not bubble, and takes the row away from under the button.
    box.addEventListener('scroll', hide, { capture: true });
    return () => {
      for (const name of begin) box.removeEventListener(name, show);
      for (const name of end) box.removeEventListener(name, hide);
      box.removeEventListener('scroll', hide, { capture: true });
    };
  }, [frame, voices]);
  useEffect(() => {
    near?.element.setAttribute('data-near', '');
    return () => near?.element.removeAttribute('data-near');
  }, [near]);
  return near;
}

/** On a row of the rail, but not in it, as rows of a listbox may hold no buttons. Space on the row does the same. */
export function HearButton({ frame, voices, sampler }: HearButtonProps): ReactElement | null {
  const { t } = useTranslation();
  const language = useLanguage();
  const near = useNearRow(frame, voices);
  const heard = useHearing(({ voiceId }) => voiceId);
  if (!near || !frame.current || !sampler.canHear(near.voice)) return null;
  const row = near.element.getBoundingClientRect();
  const around = frame.current.getBoundingClientRect();
  const place = {
    top: `${String(row.top - around.top)}px`,
    left: `${String(row.left - around.left)}px`,
    width: `${String(row.width)}px`,
    height: `${String(row.height)}px`,
  };
  const voice = near.voice.name[language];
  const isHeard = heard === near.voice.id;
  return (
    <div className="hear" style={place}>
      <Button
        className="btn sq"
        excludeFromTabOrder
        aria-label={t(isHeard ? 'voices.hearStop' : 'voices.hear', { voice })}
        onPress={() => sampler.toggle(near.voice)}
        preventFocusOnPress
      >
        <Icon name={isHeard ? 'pause' : 'play'} />
      </Button>
    </div>
  );
}
