/**
 * Version of everything that decides how a take sounds. It is part of every recipe: raise it with any
 * change that makes the same recipe give other samples.
 */
export const engineVersion = '1';
