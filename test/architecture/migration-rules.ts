import { textsIn } from './statements.ts';

/** What each rule forbids in one statement of a migration, unless the statement is marked. */
const forbidden: readonly { readonly what: RegExp; readonly why: string }[] = [
  {
    what: /\bDROP\s+(TABLE|COLUMN|VIEW|MATERIALIZED|FUNCTION|CONSTRAINT|INDEX|TYPE|SCHEMA|DEFAULT)\b/i,
    why: 'drops what the release before may use',
  },
  { what: /\bRENAME\b/i, why: 'renames what the release before may use' },
  {
    what: /\bALTER\s+(COLUMN\s+)?\w+\s+(SET\s+DATA\s+)?TYPE\b/i,
    why: 'changes the type of a column that the release before may use',
  },
  { what: /\bSET\s+NOT\s+NULL\b/i, why: 'asks the release before for values it does not write' },
  {
    what: /\bADD\s+COLUMN\b(?=[^,;]*\bNOT\s+NULL\b)(?![^,;]*\bDEFAULT\b)/i,
    why: 'adds a column that the release before does not write',
  },
  {
    what: /\bADD\s+CONSTRAINT\b(?![\s\S]*\bNOT\s+VALID\b)/i,
    why: 'reads the whole table under a lock: add it NOT VALID, validate it later',
  },
];

/** Says in the statement why the release before goes on working with what is contracted. */
const mark = /^\s*-- contract: \S/m;

const created = (source: string): Set<string> =>
  new Set([...source.matchAll(/CREATE TABLE (?:IF NOT EXISTS )?(\w+)/g)].map(([, t]) => t ?? ''));

const index =
  /CREATE\s+(?:UNIQUE\s+)?INDEX\s+(CONCURRENTLY\s+)?(?:IF NOT EXISTS\s+)?\w+\s+ON\s+(\w+)/i;

const indexFault = (statement: string, source: string): string | undefined => {
  const found = index.exec(statement);
  if (found === null) return undefined;
  const [, concurrently, table = ''] = found;
  if (concurrently === undefined) {
    return created(source).has(table)
      ? undefined
      : `stops writes to ${table}: CREATE INDEX CONCURRENTLY, in a migration of its own`;
  }
  return /\btransaction = false\b/.test(source)
    ? undefined
    : 'builds an index concurrently inside a transaction: say "readonly transaction = false"';
};

const faultOf = (statement: string, source: string): string | undefined => {
  const rule = forbidden.find(({ what }) => what.test(statement));
  if (rule !== undefined && !mark.test(statement)) return rule.why;
  return indexFault(statement, source);
};

const isClass = /implements MigrationInterface/;
const forwardOnly =
  /async down\(\): Promise<void> \{\s*throw new Error\('Migrations go forward only/;

/** What is wrong with one file of a migration: `line: what`. */
export const migrationFaults = (file: string, source: string): string[] => {
  const statements = textsIn(file, source).flatMap(({ line, text }) =>
    text.split(';').map((statement) => ({ line, statement })),
  );
  const faults = statements.flatMap(({ line, statement }) => {
    const fault = faultOf(statement, source);
    return fault === undefined ? [] : [`${file}:${line} ${fault}`];
  });
  if (isClass.test(source) && !forwardOnly.test(source)) faults.push(`${file} can go backward`);
  if (/\block_timeout\b/.test(source)) faults.push(`${file} waits for locks by a rule of its own`);
  return faults;
};
