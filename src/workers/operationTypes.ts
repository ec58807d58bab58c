import type { HostOperationName, HostOperations } from '../contract/inference.ts';

export type OperationOptions<N extends HostOperationName> = {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: HostOperations[N]['progress']) => void;
};

/** How the host answers each operation. One that is forgotten does not compile. */
export type Operations = {
  readonly [N in HostOperationName]: (
    input: HostOperations[N]['input'],
    options: OperationOptions<N>,
  ) => Promise<HostOperations[N]['output']>;
};
