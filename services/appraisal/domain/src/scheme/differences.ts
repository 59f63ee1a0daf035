import { namedBy } from './names.ts';

/** One difference between two versions of a document. */
export interface Difference {
  /** Members by name, things with an id by it: `posts/CALL110/C2/weight`. */
  readonly path: string;
  /** Absent where the thing is new. */
  readonly before?: unknown;
  /** Absent where it is gone. */
  readonly after?: unknown;
}

/** The children of a value by name; undefined for a plain value. */
const childrenOf = (value: unknown): Map<string, unknown> | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value)) return new Map(Object.entries(value));
  return new Map(value.map((child: unknown, at) => [namedBy(child)?.name ?? String(at), child]));
};

const compare = (before: unknown, after: unknown, path: string): Difference[] => {
  const was = childrenOf(before);
  const is = childrenOf(after);
  if (was === undefined || is === undefined) {
    return before === after ? [] : [{ path, before, after }];
  }
  const names = [...new Set([...was.keys(), ...is.keys()])];
  return names.flatMap((name) => {
    const place = path === '' ? name : `${path}/${name}`;
    if (!was.has(name)) return [{ path: place, after: is.get(name) }];
    if (!is.has(name)) return [{ path: place, before: was.get(name) }];
    return compare(was.get(name), is.get(name), place);
  });
};

/** What changed from one version of a document to another, in the order of the documents. */
export const differences = (before: unknown, after: unknown): Difference[] =>
  compare(before, after, '');
