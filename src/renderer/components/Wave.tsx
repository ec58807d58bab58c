import { useEffect, useRef, type ReactElement } from 'react';
import WaveSurfer from 'wavesurfer.js';
import { useSize } from '../features/timeline/useSize.ts';
import type { WaveEdges } from '../features/timeline/wavePeaks.ts';

type WaveProps = {
  readonly edges: WaveEdges;
  readonly durationSec: number;
  /** Custom properties that hold the colours of the part before the edge and of the rest. */
  readonly doneColour: string;
  readonly restColour: string;
  /** How much of the wave has the first colour, 0–1. */
  readonly doneRatio: number;
};

function readColour(element: HTMLElement, property: string): string {
  return getComputedStyle(element).getPropertyValue(property).trim();
}

/** The nonce under which the page's policy lets wavesurfer style its shadow tree. */
function pageNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
}

/** A wave drawn by wavesurfer from given peaks; it decodes and plays nothing here. */
export function Wave(props: WaveProps): ReactElement {
  const [box, { height }] = useSize<HTMLDivElement>();
  const surfer = useRef<WaveSurfer | null>(null);
  const { edges, durationSec, doneColour, restColour, doneRatio } = props;

  useEffect(() => {
    const container = box.current;
    if (!container) return undefined;
    const created = WaveSurfer.create({
      container,
      height: Math.max(1, container.getBoundingClientRect().height),
      waveColor: readColour(container, restColour),
      progressColor: readColour(container, doneColour),
      cursorWidth: 0,
      interact: false,
      hideScrollbar: true,
      maxPeak: 1,
      cspNonce: pageNonce(),
    });
    surfer.current = created;
    const recolour = (): void =>
      created.setOptions({
        waveColor: readColour(container, restColour),
        progressColor: readColour(container, doneColour),
      });
    const forced = window.matchMedia('(forced-colors: active)');
    forced.addEventListener('change', recolour);
    return () => {
      forced.removeEventListener('change', recolour);
      created.destroy();
      surfer.current = null;
    };
  }, [box, doneColour, restColour]);

  useEffect(() => {
    const current = surfer.current;
    if (!current) return;
    current.load('', [edges.top, edges.bottom], durationSec).then(
      () => current.setTime(doneRatio * durationSec),
      // A newer load took its place, or the lane is gone: nothing is missing.
      () => undefined,
    );
  }, [edges, durationSec, doneRatio, doneColour, restColour]);

  useEffect(() => {
    // Whatever is set is drawn again, also what stands already.
    if (height > 0 && surfer.current?.options.height !== height) surfer.current?.setOptions({ height });
  }, [height]);

  return <div ref={box} className="wave" aria-hidden="true" />;
}
