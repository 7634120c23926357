import { existsSync, readFileSync, writeFileSync } from 'node:fs';

export interface Metric {
  name: string;
  value: number;
  unit: 'us' | 'ms' | 's' | 'bytes' | 'count' | 'percent' | 'mb';
}

const FILE = 'test/bench/results.json';

export function printMetric({ name, value, unit }: Metric): void {
  console.log(`${name} ${Number(value.toFixed(3))} ${unit}`);
}

/** Newest value of each figure, by name. */
export function keepResults(metrics: Metric[]): void {
  const kept = existsSync(FILE) ? (JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, unknown>) : {};
  const at = new Date().toISOString().slice(0, 10);
  for (const { name, value, unit } of metrics) kept[name] = { value: Number(value.toFixed(3)), unit, at };
  writeFileSync(
    FILE,
    `${JSON.stringify(Object.fromEntries(Object.entries(kept).toSorted(([a], [b]) => (a < b ? -1 : 1))), null, 2)}\n`,
  );
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}
