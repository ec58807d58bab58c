import { EventEmitter } from 'node:events';

/** Loaded into the child before its entry: `process.parentPort` over Node's channel. */
class ParentPort extends EventEmitter {
  postMessage(message: unknown): void {
    if (process.connected) process.send?.(message);
  }
}

const parentPort = new ParentPort();
process.on('message', (data) => parentPort.emit('message', { data }));
process.on('disconnect', () => parentPort.emit('close'));
Object.defineProperty(process, 'parentPort', { value: parentPort });
