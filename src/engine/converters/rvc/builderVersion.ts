/** Of the networks that are built from a voice's weights; a voice remembers which it was built with. */
export const voiceBuilderVersion = '1';
