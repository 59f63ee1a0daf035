import { ratio, ratioOf, toHundredths, type Ratio } from '@ywk/kernel';
import type { Decimal } from './clause-document.ts';

const read = (value: Decimal): Ratio => {
  if (typeof value === 'string') return ratioOf(value);
  if (!Number.isSafeInteger(value)) throw new SyntaxError(`Write ${value} as text.`);
  return ratio(value);
};

/** A scheme has some dozens of numbers, and every sheet asks for all of them. */
const remembered = <Value>(make: (value: Decimal) => Value): ((value: Decimal) => Value) => {
  const known = new Map<Decimal, Value>();
  return (value) => {
    const found = known.get(value) ?? make(value);
    known.set(value, found);
    return found;
  };
};

/** The exact value of a number in a scheme. @throws SyntaxError for a float or other text */
export const exactly = remembered(read);

/** Hundredths of a point. */
export const pointsOf = remembered((value) => toHundredths(exactly(value)));
