import { damagedFile, unsafeFile, unsupportedFile } from '../bytes/refusals.ts';
import type { FileGraph, OnnxFile } from './fileTypes.ts';
import { repeatingOperators, standardOperators } from './operators.ts';

/** The first that has every operator the rewritten edges use. */
const oldestOperatorSet = 13;
/** What ONNX Runtime 1.30 runs. */
const newestOperatorSet = 26;
const newestIrVersion = 13;

/**
 * What any network must be before it is run that this program did not just make itself: ONNX's own operators, none that
 * repeats without end, and no numbers from outside the file.
 * @throws AppError VOICE_UNSUPPORTED, VOICE_FILE_UNSAFE, VOICE_FILE_DAMAGED
 */
export function checkForeignGraph(name: string, file: OnnxFile): void {
  checkOperatorSet(name, file);
  const [external] = file.externalTensors;
  if (external !== undefined) throw unsupportedFile(name, 'external-data', external);
  if (file.functionCount > 0) throw unsupportedFile(name, 'custom-operator', 'FunctionProto');
  if (file.sparseCount > 0) throw unsupportedFile(name, 'custom-operator', 'SparseTensorProto');
  checkOperators(name, file.graph);
}

function checkOperatorSet(file: string, { operatorSets, irVersion }: OnnxFile): void {
  const version = operatorSets.get('');
  if (version === undefined) throw damagedFile(file, 'missing-part', 'opset_import');
  if (version < oldestOperatorSet || version > newestOperatorSet) {
    throw unsupportedFile(file, 'operator-set', `opset ${String(version)}`);
  }
  if (irVersion > newestIrVersion) throw unsupportedFile(file, 'operator-set', `IR ${String(irVersion)}`);
}

/** Refuses operators that are not ONNX's own and those that repeat, in this graph and those inside it. */
function checkOperators(file: string, graph: FileGraph): void {
  for (const { operator, domain, graphs } of graph.nodes) {
    if (domain !== '') throw unsupportedFile(file, 'custom-operator', `${domain}.${operator}`);
    if (repeatingOperators.has(operator)) throw unsafeFile(file, operator);
    if (!standardOperators.has(operator)) throw unsupportedFile(file, 'custom-operator', operator);
    for (const inner of graphs) checkOperators(file, inner);
  }
}
