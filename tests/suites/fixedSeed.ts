import fc from 'fast-check';

/*
 * Property tests try the same examples in every run, so that a red one stays red until it is mended.
 * CANTADO_SEED looks for others.
 */
fc.configureGlobal({ seed: Number(process.env['CANTADO_SEED'] ?? 20261122) });
