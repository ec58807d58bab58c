/** Beyond these the oldest is forgotten. */
const mostIds = 64;

/**
 * Ids of work that was stopped before it was asked for: of two words from another program, the second may come first. Who
 * chose the id never uses it for anything else.
 */
export class StoppedEarly {
  readonly #ids = new Set<string>();

  add(id: string): void {
    this.#ids.add(id);
    const [oldest] = this.#ids;
    if (this.#ids.size > mostIds && oldest !== undefined) this.#ids.delete(oldest);
  }

  has(id: string): boolean {
    return this.#ids.has(id);
  }
}
