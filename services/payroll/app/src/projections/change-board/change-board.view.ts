import {
  LOGS,
  partitionOf,
  type PayChangeAcknowledged,
  type PayChangeIssued,
} from '@ywk/contracts';
import { monthOf } from '@ywk/kernel';
import type { AppliedEvent, LogBatch, ViewModule } from '@ywk/projections';

const CHANGE_LINE = 'change_line';
const LINE_ANSWER = 'line_answer';

const createChangeLine = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  pos bigint NOT NULL,
  line uuid NOT NULL,
  line_partition smallint NOT NULL,
  officer uuid NOT NULL,
  kind text NOT NULL,
  origin_period text,
  period text NOT NULL,
  effective_date date NOT NULL,
  amount bigint NOT NULL,
  previous_amount bigint,
  cause_log text NOT NULL,
  cause_event uuid NOT NULL,
  issued_at timestamptz NOT NULL,
  component text,
  run text,
  PRIMARY KEY (partition, pos)
);
CREATE INDEX ON ${name} (period, partition, pos)`;

const createLineAnswer = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  line uuid NOT NULL,
  outcome text NOT NULL,
  reason text,
  source text NOT NULL,
  source_event text NOT NULL,
  answered_at timestamptz NOT NULL,
  PRIMARY KEY (partition, line)
)`;

const insertLines = (table: string): string => `
  INSERT INTO ${table} (partition, pos, line, line_partition, officer, kind, origin_period, period,
                        effective_date, amount, previous_amount, cause_log, cause_event, issued_at,
                        component, run)
  SELECT * FROM unnest($1::int[], $2::bigint[], $3::uuid[], $4::int[], $5::uuid[], $6::text[],
                       $7::text[], $8::text[], $9::date[], $10::bigint[], $11::bigint[],
                       $12::text[], $13::uuid[], $14::timestamptz[], $15::text[], $16::text[])`;

const insertAnswers = (table: string): string => `
  INSERT INTO ${table} (partition, line, outcome, reason, source, source_event, answered_at)
  SELECT * FROM unnest($1::int[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[],
                       $7::timestamptz[])`;

type LineEvent = AppliedEvent & { readonly data: PayChangeIssued };
type AnswerEvent = AppliedEvent & { readonly data: PayChangeAcknowledged };

/** Month in which a list of changes shows the line: its origin, else that of its first day. */
const periodOf = ({ originPeriod, effectiveDate }: PayChangeIssued): string =>
  originPeriod ?? monthOf(effectiveDate);

const lineColumns = (events: readonly LineEvent[]): unknown[][] => [
  events.map(({ partition }) => partition),
  events.map(({ pos }) => pos),
  events.map(({ data }) => data.line),
  events.map(({ data }) => partitionOf(data.line)),
  events.map(({ data }) => data.officer),
  events.map(({ data }) => data.kind),
  events.map(({ data }) => data.originPeriod),
  events.map(({ data }) => periodOf(data)),
  events.map(({ data }) => data.effectiveDate),
  events.map(({ data }) => data.amount),
  events.map(({ data }) => data.previousAmount),
  events.map(({ data }) => data.cause.log),
  events.map(({ data }) => data.cause.eventId),
  events.map(({ recordedAt }) => recordedAt),
  events.map(({ data }) => data.component),
  events.map(({ data }) => data.run),
];

const answerColumns = (events: readonly AnswerEvent[]): unknown[][] => [
  events.map(({ partition }) => partition),
  events.map(({ data }) => data.line),
  events.map(({ data }) => data.outcome),
  events.map(({ data }) => data.reason),
  events.map(({ data }) => data.source),
  events.map(({ data }) => data.sourceEventId),
  events.map(({ recordedAt }) => recordedAt),
];

/**
 * The list of change lines and their answers, for looking. The two logs meet only when the list is
 * read, so neither waits for the other.
 */
export const changeBoard: ViewModule = {
  name: 'payroll.board',
  logs: [LOGS.change, LOGS.line],
  tables: { [CHANGE_LINE]: createChangeLine, [LINE_ANSWER]: createLineAnswer },

  async fold({ events, tx }: LogBatch, table): Promise<void> {
    const lines = events.filter(({ type }) => type === 'PayChangeIssued');
    const answers = events.filter(({ type }) => type === 'PayChangeAcknowledged');
    if (lines.length > 0) {
      await tx.query(insertLines(table(CHANGE_LINE)), lineColumns(lines as LineEvent[]));
    }
    if (answers.length > 0) {
      await tx.query(insertAnswers(table(LINE_ANSWER)), answerColumns(answers as AnswerEvent[]));
    }
  },
};
