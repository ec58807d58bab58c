/** Full humanise: drift of the pitch, detuning of a note, and lateness of its start, as deviations. */
export const humane = { driftCents: 12, detuneCents: 8, startMs: 20, knotSec: 0.12 } as const;

/** Streams of chance, so that what one draws moves no other. */
export const chanceStreams = { drift: 0, detune: 1, start: 2, vibrato: 3 } as const;

/** Deviation of the rate of vibrato from note to note, as a part of it. */
export const vibratoRateSpread = 0.02;

/** How vibrato enters and leaves a note. */
export const vibratoSwell = { riseSec: 0.25, releaseSec: 0.08 } as const;
