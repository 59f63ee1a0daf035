import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One thing that was sent in an operation. */
export interface Item {
  /** What it is called in the store: `event:SOURCE/ID`, `fact:ID`, `answer:LINE` … */
  readonly name: string;
  /** Canonical text of what must be kept, where it is kept as it was sent. */
  readonly body?: string;
  /** It is faulty: a door that takes it is wrong. */
  readonly faulty?: true;
}

/**
 * A line of the history. `invoke` says what was sent; `ok` that it was answered, with the places
 * (from 0) of the items that were refused; `fail` that nothing was taken; `info` that nobody knows.
 */
export interface Entry {
  readonly at: number;
  readonly op: number;
  readonly phase: 'invoke' | 'ok' | 'fail' | 'info';
  /** Door, or kind of fault. */
  readonly kind: string;
  readonly items?: readonly Item[];
  readonly refused?: readonly number[];
  readonly note?: unknown;
}

/** A record as it stands on a topic. */
export interface TopicRecord {
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  /** Text; bytes that are no UTF-8 show as replacement characters. */
  readonly value: string;
}

/** All that is judged: files, nothing that runs. */
export interface Dump {
  readonly history: readonly Entry[];
  rows<Row>(service: string, table: string): readonly Row[];
  records(topic: string): readonly TopicRecord[];
  readonly topics: readonly string[];
}

/** The services whose databases are dumped. */
export const SERVICES = ['recruitment', 'duty', 'appraisal', 'payroll'] as const;

const linesOf = <Line>(file: string): Line[] => {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.filter((line) => line !== '').map((line) => JSON.parse(line) as Line);
};

/** Reads `history.jsonl`, `sql/SERVICE.TABLE.jsonl` and `topics/TOPIC.jsonl` of a folder. */
export const readDump = (folder: string): Dump => {
  const topics = readdirSync(join(folder, 'topics')).map((name) => name.replace(/[.]jsonl$/, ''));
  return {
    history: linesOf<Entry>(join(folder, 'history.jsonl')),
    rows: (service, table) => linesOf(join(folder, 'sql', `${service}.${table}.jsonl`)),
    records: (topic) => linesOf<TopicRecord>(join(folder, 'topics', `${topic}.jsonl`)),
    topics,
  };
};
