import type { Ratio } from '@ywk/kernel';
import type { Decimal } from './clause-document.ts';
import { exactly } from './decimal.ts';
import { fault, type Fault } from './fault.ts';

/** The value of a number; undefined when it is none. */
export const valueOf = (value: Decimal): Ratio | undefined => {
  try {
    return exactly(value);
  } catch {
    return undefined;
  }
};

const isDecimal = (value: unknown): boolean =>
  typeof value === 'string' || typeof value === 'number';

const ofNumber = (value: Decimal, path: string): Fault[] =>
  valueOf(value) === undefined
    ? [fault(path, `"${value}" is no exact number`, 'a whole number, or text like "0.5" or "85%"')]
    : [];

/** Members whose values are decimals, wherever they stand. */
const DECIMALS: ReadonlySet<string> = new Set([
  ...['points', 'steps', 'cap', 'weight', 'floor', 'target', 'unit', 'outOf', 'atLeast', 'atMost'],
  ...['coefficient', 'public', 'custom', 'max', 'minTurnout', 'share', 'deservedBelow'],
  ...['quorum', 'graveFrom'],
]);

/** Every number of a document that cannot be read exactly. */
export const numberFaults = (value: unknown, path = '', name = ''): Fault[] => {
  if (isDecimal(value)) return DECIMALS.has(name) ? ofNumber(value as Decimal, path) : [];
  if (typeof value !== 'object' || value === null) return [];
  const isList = Array.isArray(value);
  return Object.entries(value).flatMap(([member, child]) =>
    numberFaults(child, `${path}/${member}`, isList ? name : member),
  );
};
