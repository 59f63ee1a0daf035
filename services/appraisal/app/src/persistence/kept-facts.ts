import type { LocalDay } from '@ywk/kernel';
import type { PoolClient } from 'pg';
import { to as copyTo } from 'pg-copy-streams';

/** What is summed of a kept fact. */
export interface KeptFact {
  readonly officer: string;
  readonly pos: number;
  readonly code: string;
  readonly sign: number;
  readonly occurredMs: number;
  /** Whether it follows a ruling. */
  readonly ruled: boolean;
  /** JSON text. */
  readonly amounts: string;
}

/** Facts of one partition up to a position, some of them left out. */
export interface KeptRange {
  readonly partition: number;
  readonly until: number;
  readonly without: ReadonlySet<number>;
  /** First days of the calendar months in which they occurred; all without it. */
  readonly months?: readonly LocalDay[];
}

/** COPY takes no parameters, so what is written into it must look like a day. */
const firstDay = (day: LocalDay): string => {
  if (/^\d{4}-\d{2}-01$/.test(day)) return `'${day}'`;
  throw new RangeError(`"${day}" is no first day of a month.`);
};

const inMonths = (months: readonly LocalDay[] | undefined): string =>
  months === undefined ? '' : ` AND month IN (${months.map(firstDay).join(', ')})`;

const statement = ({ partition, until, months }: KeptRange): string => `
COPY (SELECT officer, pos, code, sign, occurred_ms, amounts, ruling FROM fact
      WHERE partition = ${Number(partition)} AND pos <= ${Number(until)}${inMonths(months)}) TO STDOUT`;

const UNESCAPED: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
};

const textOf = (cell: string): string =>
  cell.includes('\\') ? cell.replace(/\\(.)/g, (_, char: string) => UNESCAPED[char] ?? char) : cell;

const factOf = (line: string): KeptFact => {
  const cells = line.split('\t');
  return {
    officer: cells[0] ?? '',
    pos: Number(cells[1]),
    code: textOf(cells[2] ?? ''),
    sign: Number(cells[3]),
    occurredMs: Number(cells[4]),
    amounts: textOf(cells[5] ?? ''),
    ruled: cells[6] !== '\\N',
  };
};

/** The client's clock for unanswered statements, which nobody stops for a COPY that has ended. */
const stopClock = (stream: object): void => {
  (stream as { callback?: () => void }).callback?.();
};

/** Reads kept facts in no order, as fast as the database hands them out. @returns how many */
export const eachKeptFact = async (
  tx: PoolClient,
  range: KeptRange,
  take: (fact: KeptFact) => void,
): Promise<number> => {
  const stream = tx.query(copyTo(statement(range)));
  let rest = '';
  let count = 0;
  for await (const chunk of stream.setEncoding('utf8') as AsyncIterable<string>) {
    const lines = `${rest}${chunk}`.split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const fact = factOf(line);
      if (range.without.has(fact.pos)) continue;
      take(fact);
      count += 1;
    }
  }
  stopClock(stream);
  return count;
};
