import * as v from 'valibot';
import { invalid } from './errors.ts';

/** Refuses with 400 what does not have exactly the documented fields and types. */
export function decode<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  const result = v.safeParse(schema, input ?? {});
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw invalid(`${v.getDotPath(issue) ?? 'body'}: ${issue.message}`);
}

/** A query as an object: `status[]=A&status[]=B` is an array, everything else a string. */
export function decodeQuery<Schema extends v.GenericSchema>(
  schema: Schema,
  query: URLSearchParams,
): v.InferOutput<Schema> {
  const input: Record<string, string | string[]> = {};
  for (const key of new Set(query.keys())) {
    if (key.endsWith('[]')) input[key.slice(0, -2)] = query.getAll(key);
    else input[key] = query.get(key) ?? '';
  }
  return decode(schema, input);
}
