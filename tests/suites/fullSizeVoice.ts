export * from '../../src/engine/proof/randomVoice.ts';
