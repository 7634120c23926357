/** A worker that is loaded before it is needed: on a busy computer that takes seconds, in which nothing would be recorded. */
export interface Spare {
  /** Loads one, unless one is waiting already. */
  prepare(): void;
  /** The one that waits, or a new one. Nobody listens to it yet. */
  take(): Worker;
}

export function createSpare(open: () => Worker): Spare {
  let spare: Worker | null = null;
  return {
    prepare() {
      if (spare) return;
      const worker = open();
      worker.onerror = ({ message }) => {
        console.info('fieldroom: a worker was not loaded ahead of time', message);
        if (spare === worker) spare = null;
      };
      spare = worker;
    },
    take() {
      const worker = spare ?? open();
      worker.onerror = null;
      spare = null;
      return worker;
    },
  };
}
