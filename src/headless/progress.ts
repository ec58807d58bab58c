import { formatNumber, type Language } from '../contract/language.ts';
import type { Job } from '../contract/jobs.ts';
import { printable, type OutputStream, type Terminal } from './terminal.ts';

/** What is shown while something runs: words, part done (0–1) and seconds left. */
export type ProgressView = { readonly label: string; readonly doneRatio: number; readonly remainingSec: number | null };

export type ProgressDisplay = { show(view: ProgressView): void; end(): void };

const barCells = 24;
const usualColumns = 80;
const narrowColumns = 60;
const lineEverySteps = 10;

/** `6 s`, `2 min 05 s`, `1 h 04 min`. */
export function formatDuration(seconds: number, language: Language): string {
  const whole = Math.max(0, Math.round(seconds));
  if (seconds < 10) return `${formatNumber(seconds, language, 1)} s`;
  if (whole < 60) return `${String(whole)} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return `${String(minutes)} min ${String(whole % 60).padStart(2, '0')} s`;
  return `${String(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`;
}

/** A job's progress as it is shown, in the terminal's language. */
export function viewOfJob(job: Job, terminal: Terminal): ProgressView {
  const { progress } = job;
  if (progress === null || job.status === 'queued') {
    return { label: terminal.texts.waiting, doneRatio: progress?.overallRatio ?? 0, remainingSec: null };
  }
  const { overallRatio, remainingSec } = progress;
  return { label: terminal.texts.stages[progress.stage], doneRatio: overallRatio, remainingSec };
}

function tail(view: ProgressView, terminal: Terminal): string {
  const left = view.remainingSec === null ? '' : `, ${terminal.texts.timeLeft(wholeSeconds(view.remainingSec))}`;
  return `${String(Math.floor(view.doneRatio * 100)).padStart(3)} %  ${view.label}${left}`;
}

function wholeSeconds(seconds: number): string {
  return seconds < 10 ? `${String(Math.ceil(seconds))} s` : formatDuration(seconds, 'en');
}

/** One line that is redrawn in place, for people. */
function barDisplay(stream: OutputStream, terminal: Terminal): ProgressDisplay {
  let isShown = false;
  return {
    show(view) {
      // A terminal that does not know its width says 0.
      const columns = stream.columns || usualColumns;
      const filled = Math.round(view.doneRatio * barCells);
      const bar = columns < narrowColumns ? '' : `${'█'.repeat(filled)}${'░'.repeat(barCells - filled)} `;
      stream.write(`\r${printable(bar + tail(view, terminal)).slice(0, columns - 1)}\u001b[K`);
      isShown = true;
    },
    end() {
      if (isShown) stream.write('\r\u001b[K');
      isShown = false;
    },
  };
}

/** Lines for a log: one when the words change, and never more than one per tenth. */
function lineDisplay(stream: OutputStream, terminal: Terminal): ProgressDisplay {
  let lastStep = -1;
  return {
    show(view) {
      const step = Math.floor(view.doneRatio * lineEverySteps);
      if (step <= lastStep) return;
      lastStep = step;
      stream.write(`${printable(tail(view, terminal).trimStart())}\n`);
    },
    end() {
      // Lines stay where they are.
    },
  };
}

/** A bar on a terminal, plain lines in a pipe, nothing where a program reads JSON and nobody watches. */
export function openProgress(terminal: Terminal, isJson: boolean): ProgressDisplay {
  if (terminal.error.isTTY === true) return barDisplay(terminal.error, terminal);
  if (isJson) return { show: () => undefined, end: () => undefined };
  return lineDisplay(terminal.error, terminal);
}
