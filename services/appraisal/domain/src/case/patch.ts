import { namedBy } from '../scheme/names.ts';
import type { CaseFault } from './case-fault.ts';

type Members = Readonly<Record<string, unknown>>;

/** What a patch comes to, and what of it could not be followed. */
export interface Patched {
  readonly value: unknown;
  readonly faults: readonly CaseFault[];
}

const isMembers = (value: unknown): value is Members =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Codes of an entry of the event catalogue name it together. */
const nameOf = (thing: unknown): string | undefined => {
  const named = namedBy(thing)?.name;
  if (named !== undefined || !isMembers(thing) || !Array.isArray(thing['codes'])) return named;
  return thing['codes'].join(' ');
};

const nothingToRemove = (path: string, names: Iterable<string>): CaseFault => ({
  path,
  wrong: 'null removes something that is not there',
  right: `one of ${[...names].join(', ')}`,
});

/** Follows a patch by names, in the order of the base and then of the patch. */
const followed = (
  base: ReadonlyMap<string, unknown>,
  changes: ReadonlyMap<string, unknown>,
  path: string,
): { readonly entries: Map<string, unknown>; readonly faults: CaseFault[] } => {
  const entries = new Map(base);
  const faults: CaseFault[] = [];
  for (const [name, change] of changes) {
    const place = `${path}/${name}`;
    if (change === null) {
      if (!entries.delete(name)) faults.push(nothingToRemove(place, base.keys()));
      continue;
    }
    const next = patchedAt(entries.get(name), change, place);
    entries.set(name, next.value);
    faults.push(...next.faults);
  }
  return { entries, faults };
};

const byName = (things: readonly unknown[]): Map<string, unknown> | undefined => {
  const named = things.map((thing) => [nameOf(thing) ?? '', thing] as const);
  return named.some(([name]) => name === '') ? undefined : new Map(named);
};

/** Changes of a named list: a list of things with names, or members by name. */
const changesOf = (patch: unknown): Map<string, unknown> | undefined => {
  if (Array.isArray(patch)) return byName(patch);
  return isMembers(patch) ? new Map(Object.entries(patch)) : undefined;
};

const patchedList = (base: readonly unknown[], patch: unknown, path: string): Patched => {
  const known = byName(base);
  const changes = changesOf(patch);
  if (known === undefined || changes === undefined) return { value: patch, faults: [] };
  const { entries, faults } = followed(known, changes, path);
  const member = namedBy(base[0])?.member;
  const value = [...entries].map(([name, thing]) =>
    // What a patch by name adds does not repeat its name.
    member !== undefined && isMembers(thing) && !(member in thing)
      ? { [member]: name, ...thing }
      : thing,
  );
  return { value, faults };
};

const patchedAt = (base: unknown, patch: unknown, path: string): Patched => {
  if (Array.isArray(base)) return patchedList(base as readonly unknown[], patch, path);
  if (!isMembers(base) || !isMembers(patch)) return { value: patch, faults: [] };
  const changes = new Map(Object.entries(patch));
  const { entries, faults } = followed(new Map(Object.entries(base)), changes, path);
  return { value: Object.fromEntries(entries), faults };
};

/**
 * A document as a patch changes it: members by key, lists of things with a name (`id`, `role`,
 * `grade`, `part`, `metric`, `rate`) by that name; null removes. Other lists are replaced.
 * @param path where the patch stands, for its faults
 */
export const patched = (base: unknown, patch: unknown, path: string): Patched =>
  patchedAt(base, patch, path);
