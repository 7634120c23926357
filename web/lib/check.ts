import type { GenericSchema, InferInput } from 'valibot';
import { getDotPath, safeParse } from 'valibot';

/** What is wrong with a form, by the path of the field ('participant.email'). */
export type FieldErrors = Record<string, string>;

/**
 * Checks a form's body against the schema the server will use, before it is sent.
 * `sentences` says per field what to do about it; null when all is well.
 */
export function check<Schema extends GenericSchema>(
  schema: Schema,
  body: InferInput<Schema>,
  sentences: FieldErrors,
): FieldErrors | null {
  const result = safeParse(schema, body);
  if (result.success) return null;
  return Object.fromEntries(
    result.issues.map((issue) => {
      const path = getDotPath(issue) ?? '';
      return [path, sentences[path] ?? issue.message];
    }),
  );
}
