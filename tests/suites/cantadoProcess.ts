import { openCantado } from '../../src/adapters/composition.ts';
import { testCantadoOptions } from './testCantado.ts';

/** Opens a data folder in a process of its own and answers its parent; see spawnCantado.ts. */
const cantado = await openCantado(testCantadoOptions(process.argv[2] ?? '', process.argv[3]));
process.on('message', (message: { readonly id: number; readonly name: string; readonly input: unknown }) => {
  const { id, name, input } = message;
  const answer = async (): Promise<unknown> => {
    if (name === 'isOwner') return cantado.isOwner;
    if (name === 'close') return cantado.close();
    return cantado.dispatch(name, input);
  };
  void answer().then((value) => process.send?.({ id, value }, () => name === 'close' && process.exit(0)));
});
cantado.subscribe((event) => process.send?.({ event }));
process.send?.({ isOpen: true });
