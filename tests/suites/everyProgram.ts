/* Loads what the program, its host and their threads load, and ends, so that Node keeps it compiled; see compiledPrograms.ts. */
import '../../src/adapters/composition.ts';
import '../../src/adapters/onnx/runModel.ts';
import '../../src/workers/operations.ts';
import '../../src/workers/pools.ts';
import '../../src/workers/dsp.worker.ts';
import '../../src/workers/storage.worker.ts';

process.exit(0);
