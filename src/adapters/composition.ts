import type { Cantado, CantadoOptions } from './cantado.ts';

/** Opens the data folder, or reaches the process that has it open. */
export declare function openCantado(options: CantadoOptions): Promise<Cantado>;
