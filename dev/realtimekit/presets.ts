import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { decode, decodeQuery } from './decode.ts';
import { conflict, invalid, missing } from './errors.ts';
import type { Kit, Preset } from './kit.ts';
import { PAGE, pageOf } from './paging.ts';
import { PresetBody } from './preset-schema.ts';

const PresetQuery = v.strictObject(PAGE);

export function listPresets(kit: Kit, params: URLSearchParams): object {
  const items = [...kit.presets.values()].map(({ id, name, createdAt, updatedAt }) => ({
    id,
    name,
    created_at: createdAt.toISOString(),
    updated_at: updatedAt.toISOString(),
  }));
  return pageOf(items, decodeQuery(PresetQuery, params));
}

export function createPreset(kit: Kit, body: unknown): object {
  const preset = { id: randomUUID(), ...decode(PresetBody, body), createdAt: new Date(), updatedAt: new Date() };
  requireFreeName(kit, preset);
  kit.presets.set(preset.id, preset);
  return { data: shown(preset) };
}

export function getPreset(kit: Kit, id: string): object {
  return { data: shown(requirePreset(kit, id)) };
}

export function replacePreset(kit: Kit, id: string, body: unknown): object {
  return { data: shown(change(kit, requirePreset(kit, id), decode(PresetBody, body))) };
}

/** Fields that are left out stay as they are, at any depth. */
export function patchPreset(kit: Kit, id: string, body: unknown): object {
  const preset = requirePreset(kit, id);
  if (!isObject(body)) throw invalid('body: an object was expected');
  const { name, config, permissions, ui } = preset;
  return { data: shown(change(kit, preset, decode(PresetBody, merged({ name, config, permissions, ui }, body)))) };
}

export function deletePreset(kit: Kit, id: string): object {
  const preset = requirePreset(kit, id);
  kit.presets.delete(id);
  return { data: shown(preset) };
}

function requirePreset(kit: Kit, id: string): Preset {
  const preset = kit.presets.get(id);
  if (!preset) throw missing('Preset');
  return preset;
}

function change(kit: Kit, preset: Preset, body: PresetBody): Preset {
  requireFreeName(kit, { id: preset.id, name: body.name });
  return Object.assign(preset, body, { updatedAt: new Date() });
}

function requireFreeName(kit: Kit, { id, name }: { id: string; name: string }): void {
  const isTaken = [...kit.presets.values()].some((preset) => preset.name === name && preset.id !== id);
  if (isTaken) throw conflict(`A preset named ${name} exists`);
}

function shown({ createdAt, updatedAt, ...preset }: Preset): object {
  return { ...preset, created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString() };
}

function merged(before: object, change: object): object {
  const result: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(change)) {
    const old = result[key];
    result[key] = isObject(old) && isObject(value) ? merged(old, value) : value;
  }
  return result;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
