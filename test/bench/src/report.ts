import { cpus, totalmem } from 'node:os';
import type { Row, Result } from './run.ts';
import type { Spread } from './statistics.ts';

const number = (value: number): string => {
  if (value >= 1000) return Math.round(value).toLocaleString('en-US');
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
};

const spread = ({ min, median, max }: Spread): string =>
  `${number(min)} / ${number(median)} / ${number(max)}`;

const lineOf = (row: Row): string[] => [
  row.what,
  `${spread(row.productSpread)} ${row.unit}`,
  row.referenceSpread === undefined
    ? '–'
    : `${row.reference}: ${spread(row.referenceSpread)} ${row.unit}`,
  row.referenceSpread === undefined ? '–' : spread(row.ratio),
  `${row.better === 'more' ? '≥' : '≤'} ${row.reach}${row.referenceSpread === undefined ? '' : ' ×'}`,
  row.reached ? 'yes' : 'no',
];

const HEADS = ['What', 'Product', 'Reference', 'Ratio', 'Reach', 'Reached'];

/** The table as Markdown; each figure is the least, the median and the greatest of the rounds. */
export const tableOf = (results: readonly Result[]): string => {
  const lines = [HEADS, HEADS.map(() => '---'), ...results.flatMap(({ rows }) => rows).map(lineOf)];
  const table = lines.map((cells) => `| ${cells.join(' | ')} |`);
  const lacking = results.flatMap(({ title, lacking: what }) =>
    what === undefined ? [] : [`Not run: ${title}. ${what}`],
  );
  return [...table, '', ...lacking].join('\n');
};

/** What the figures were measured on. */
export const machineOf = () => ({
  cpus: cpus().length,
  model: cpus()[0]?.model ?? '',
  memoryGiB: Math.round(totalmem() / 2 ** 30),
  node: process.versions.node,
});
