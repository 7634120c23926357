/** Steps one after the other, each when the one before has settled: a peer connection negotiates one thing at a time. */
export interface StepQueue {
  run<T>(step: () => Promise<T>): Promise<T>;
  /** Nothing is running or waiting. */
  isIdle: () => boolean;
}

export function createQueue(): StepQueue {
  let last: Promise<unknown> = Promise.resolve();
  let count = 0;
  return {
    run(step) {
      // An idle queue starts at once, in this very task: the way from 'Join' to the first picture passes here.
      count += 1;
      const result = count === 1 ? step() : last.then(step, step);
      last = result.then(
        () => (count -= 1),
        () => (count -= 1),
      );
      return result;
    },
    isIdle: () => count === 0,
  };
}
