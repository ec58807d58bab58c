/** Events can be lost when the owner of the data folder changes, so whoever waits for one also looks again, ms. */
const lookEveryMs = 1000;

export type WakeUps = {
  /** Ends the wait that is on. */
  readonly wake: () => void;
  /** Resolves when woken, or when it is time to look again. */
  wait(): Promise<void>;
};

export function createWakeUps(): WakeUps {
  let end: () => void = () => undefined;
  return {
    wake: () => {
      end();
    },
    wait: () =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, lookEveryMs);
        end = () => {
          clearTimeout(timer);
          resolve();
        };
      }),
  };
}
