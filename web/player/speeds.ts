/** How fast a recording can be played. */
export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The next speed up (1) or down (-1); the outermost ones stay. */
export function nextSpeed(speed: number, steps: 1 | -1): number {
  const further = steps > 0 ? SPEEDS.find((one) => one > speed) : SPEEDS.findLast((one) => one < speed);
  return further ?? (steps > 0 ? SPEEDS[6] : SPEEDS[0]);
}

/** The speed that is meant by a stored or typed number; anything else is 1. */
export function speedOf(value: unknown): number {
  return SPEEDS.find((speed) => speed === value) ?? 1;
}
