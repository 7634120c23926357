import { LongType, MessageType, RepeatType, ScalarType } from '@protobuf-ts/runtime';
import type { PartialFieldInfo } from '@protobuf-ts/runtime';

/** A field of a protobuf message, with its TypeScript type. */
export interface Field<Type> {
  info: (name: string) => PartialFieldInfo;
  /** Only for inference. */
  type?: Type;
}

type Fields = Record<string, Field<unknown>>;
type Filled<F extends Fields> = { [Name in keyof F]: F[Name] extends Field<infer Type> ? Type : never };

/** A message type from its fields: enough of protobuf for a service that has no published schema. */
export function message<F extends Fields>(name: string, fields: F): MessageType<Filled<F>> {
  return new MessageType<Filled<F>>(
    name,
    Object.entries(fields).map(([field, { info }]) => info(field)),
  );
}

export function encode<Type extends object>(type: MessageType<Type>, value: Partial<Type>): Uint8Array {
  // Fields that are left out take their default here; the writer wants all of them.
  return type.toBinary(Object.assign(type.create(), value));
}

function scalar<Type>(no: number, type: ScalarType): Field<Type> {
  return { info: (name) => ({ no, name, kind: 'scalar', T: type }) };
}

export const text = (no: number): Field<string> => scalar(no, ScalarType.STRING);
export const bytes = (no: number): Field<Uint8Array> => scalar(no, ScalarType.BYTES);
export const flag = (no: number): Field<boolean> => scalar(no, ScalarType.BOOL);
/** Also for enums: on the wire they are the same. */
export const whole = (no: number): Field<number> => scalar(no, ScalarType.INT32);
export const natural = (no: number): Field<number> => scalar(no, ScalarType.UINT32);
export const long = (no: number): Field<number> => ({
  info: (name) => ({ no, name, kind: 'scalar', T: ScalarType.UINT64, L: LongType.NUMBER }),
});

/** A field that may be absent, which is something else than empty. */
export function maybe<Type>({ info }: Field<Type>): Field<Type | undefined> {
  return { info: (name) => ({ ...info(name), opt: true }) as PartialFieldInfo };
}

export function texts(no: number): Field<string[]> {
  return { info: (name) => ({ no, name, kind: 'scalar', T: ScalarType.STRING, repeat: RepeatType.UNPACKED }) };
}

export function part<Type extends object>(no: number, type: MessageType<Type>): Field<Type | undefined> {
  return { info: (name) => ({ no, name, kind: 'message', T: () => type }) };
}

export function parts<Type extends object>(no: number, type: MessageType<Type>): Field<Type[]> {
  return { info: (name) => ({ no, name, kind: 'message', repeat: RepeatType.PACKED, T: () => type }) };
}

export function partsByName<Type extends object>(no: number, type: MessageType<Type>): Field<Record<string, Type>> {
  return { info: (name) => ({ no, name, kind: 'map', K: ScalarType.STRING, V: { kind: 'message', T: () => type } }) };
}
