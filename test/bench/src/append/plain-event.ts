import { randomBytes, randomUUID } from 'node:crypto';
import { canonicalText, partitionOf, type Fact } from '@ywk/contracts';
import type { BenchLog } from '../bench-log.ts';

/** A table like that of the events, for rows that are written without any of our guards. */
export const makePlainTable = async (bench: BenchLog): Promise<void> => {
  const { appRole } = bench.database;
  await bench.sql('CREATE TABLE plain_event (LIKE event INCLUDING ALL)');
  await bench.sql(`GRANT SELECT, INSERT ON plain_event TO "${appRole}"`);
};

const COLUMNS = `partition, log, pos, log_epoch, prev_hash, hash, event_id, type, v, stream,
  stream_version, key, occurred_ms, recorded_ms, command_id, causation_id, correlation_id, actor,
  officer, num, data`;

export const INSERT_PLAIN = `
INSERT INTO plain_event (${COLUMNS})
VALUES (${Array.from({ length: 21 }, (_, at) => `$${at + 1}`).join(', ')})`;

export const COPY_PLAIN = `COPY plain_event (${COLUMNS}) FROM STDIN`;

export type PlainRow = readonly (string | number | Buffer | null)[];

/** Rows as the log holds them, made before the time counts. */
export class PlainRows {
  private pos = 0;

  constructor(private readonly log: string) {}

  rowOf(fact: Fact): PlainRow {
    this.pos += 1;
    const ms = Date.parse(fact.occurredAt);
    return [
      ...[partitionOf(fact.officer), this.log, this.pos, 1, randomBytes(32), randomBytes(32)],
      ...[randomUUID(), 'FactRecorded', 2, `officer-${fact.officer}`, this.pos, fact.officer],
      ...[ms, ms, randomUUID(), null, null, 'bench', fact.officer],
      ...[Object.values(fact.amounts)[0] ?? null, canonicalText(fact)],
    ];
  }
}

const cell = (value: PlainRow[number]): string => {
  if (value === null) return '\\N';
  return Buffer.isBuffer(value) ? `\\\\x${value.toString('hex')}` : String(value);
};

/** Rows as COPY reads them. */
export const copyText = (rows: readonly PlainRow[]): Buffer =>
  Buffer.from(rows.map((row) => `${row.map(cell).join('\t')}\n`).join(''));
