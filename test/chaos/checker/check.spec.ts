import { describe, expect, test } from '@jest/globals';
import {
  canonicalText,
  encodeEnvelope,
  expectedHash,
  partitionOf as partitionOfProduct,
} from '@ywk/contracts';
import { check, isSilent } from './check.ts';
import type { Entry } from './dump.ts';
import { canonical, chainHashOf, GENESIS, partitionOf, wireOf, type EventRow } from './form.ts';
import { goodDump } from './good-dump.ts';
import type { TinyDump } from './tiny-dump.ts';
import { reportOf } from './verdict.ts';

type Row = Record<string, unknown>;

const rowsOf = (dump: TinyDump, table: string): Row[] => dump.tables.get(table) ?? [];
const events = (dump: TinyDump, service: string, type: string): Row[] =>
  rowsOf(dump, `${service}.event`).filter((row) => row['type'] === type);

const change =
  (table: string, more: Row, at = 0) =>
  (dump: TinyDump): void => {
    Object.assign(rowsOf(dump, table)[at] ?? {}, more);
  };

const drop =
  (table: string, at = 0) =>
  (dump: TinyDump): void => {
    rowsOf(dump, table).splice(at, 1);
  };

const twice =
  (table: string, at = 0) =>
  (dump: TinyDump): void => {
    rowsOf(dump, table).push({ ...rowsOf(dump, table)[at] });
  };

const retold =
  (service: string, type: string, more: Row) =>
  (dump: TinyDump): void => {
    const [event] = events(dump, service, type);
    if (event === undefined) throw new Error(`No ${type}.`);
    event['data'] = canonical({ ...(JSON.parse(String(event['data'])) as Row), ...more });
  };

const dropRecord =
  (topic: string, at: number) =>
  (dump: TinyDump): void => {
    dump.logs.get(topic)?.splice(at, 1);
  };

/** The last event of a partition stands before the first one, as a batch on its way would. */
const sendAhead = ({ logs }: TinyDump): void => {
  const records = logs.get('duty.fact.v1') ?? [];
  const [first] = records;
  const last = records.findLast(
    ({ partition, value }) => partition === first?.partition && value.startsWith('{'),
  );
  if (last !== undefined) records.unshift(last);
};

const harmed = (kind: string): Entry => ({
  at: 1,
  op: 998,
  phase: 'ok',
  kind,
  note: { topic: 'duty.fact.v1' },
});

const remade = harmed('topic-remade');
const cut = harmed('topic-truncated');

/** What somebody might do to a dump, and which invariant must say so. */
const DOCTORED: readonly (readonly [id: string, what: string, doctor: (dump: TinyDump) => void])[] =
  [
    ['I1', 'an acknowledged message is not there', drop('duty.event', 1)],
    ['I1', 'an acknowledged fact is there twice', twice('duty.event', 4)],
    [
      'I2',
      'a fact that nobody sent',
      retold('duty', 'FactRecorded', { origin: { kind: 'manual' } }),
    ],
    ['I2', 'a message with another content', retold('duty', 'DispatchEventTaken', { badge: 'B7' })],
    ['I2', 'a faulty line was taken in', retold('duty', 'DispatchEventTaken', { eventId: 'bad' })],
    ['I3', 'a version of a stream is left out', change('duty.event', { stream_version: 4 }, 1)],
    ['I3', 'a head is behind its stream', change('duty.stream_head', { stream_version: 9 })],
    ['I4', 'a text was changed', retold('payroll', 'PayChangeIssued', { amount: 99 })],
    ['I4', 'a position is left out', drop('duty.event', 4)],
    ['I4', 'a counter is ahead of its log', change('payroll.log_counter', { last_pos: 7 })],
    ['I4', 'times go back', change('duty.event', { recorded_ms: 1 }, 5)],
    ['I5', 'an id stands twice', change('payroll.event', { event_id: 'event-1' })],
    ['I5', 'an event is in the wrong partition', change('payroll.event', { partition: 63 })],
    ['I5', 'a text is not canonical', change('payroll.event', { data: '{ "line":"l-1"}' }, 1)],
    ['I7', 'an event is not on its topic', dropRecord('duty.fact.v1', 0)],
    [
      'I8',
      'a record that no log knows',
      ({ logs }) => {
        const value = '{"pos":9}';
        logs.get('duty.fact.v1')?.push({ partition: 0, offset: 0, key: null, value });
      },
    ],
    ['I9', 'a position is skipped on the topic', dropRecord('duty.fact.v1', 1)],
    ['I9', 'a later event stands before the first', sendAhead],
    [
      'I9',
      'a position is skipped on a topic that was made anew',
      (dump) => {
        dump.history.push(remade);
        dropRecord('duty.fact.v1', 1)(dump);
      },
    ],
    [
      'I9',
      'a position is skipped on a topic that was cut',
      (dump) => {
        dump.history.push(cut);
        dropRecord('duty.fact.v1', 1)(dump);
      },
    ],
    ['I10', 'an offset is missing', dropRecord('duty.fact.v1', 1)],
    ['I11', 'a checkpoint is behind', change('duty.relay_checkpoint', { pos: 0 })],
    ['I11', 'a checkpoint is ahead', change('duty.relay_checkpoint', { pos: 99 })],
    ['I12', 'a follower is behind', change('appraisal.follower_progress', { last_pos: 0 })],
    [
      'I12',
      'a follower stands on another hash',
      change('duty.follower_progress', { last_hash: 'a' }, 1),
    ],
    ['I12', 'a follower is halted', change('duty.follower_progress', { state: 'halted' })],
    ['I12', 'a door is behind', change('duty.follower_progress', { next_offset: 0 })],
    ['I13', 'a fact was not applied', drop('appraisal.fact')],
    ['I13', 'a fact was applied twice', twice('appraisal.fact')],
    ['I13', 'a decision is not on the board', drop('appraisal.decision')],
    ['I13', 'a placement is missing', drop('appraisal.placement')],
    ['I14', 'a sum is one too high', change('appraisal.tally', { n: 2 })],
    ['I14', 'a sum is missing', drop('appraisal.tally', 1)],
    ['I14', 'a late fact counts as in time', change('appraisal.tally', { posted: '' }, 4)],
    [
      'I15',
      'a fact has another amount',
      retold('duty', 'FactRecorded', { amounts: { answerMs: 1 } }),
    ],
    ['I15', 'a fact of the feed is missing', drop('duty.event', 3)],
    ['I15', 'a fact does not wait for its badge', drop('duty.waiting_fact')],
    ['I18', 'a refused line is not kept', drop('duty.refused_line')],
    ['I19', 'the author approved', retold('appraisal', 'TierChanged', { approver: 'a' })],
    ['I19', 'a tier does not follow', retold('appraisal', 'TierChanged', { from: 5 })],
    [
      'I20',
      'a decision has no line',
      (dump) =>
        events(dump, 'payroll', 'PayChangeIssued').forEach((row) => {
          row['type'] = 'Other';
        }),
    ],
    ['I20', 'a line pays another amount', retold('payroll', 'PayChangeIssued', { amount: 1 })],
    ['I20', 'a line is not on the board', drop('payroll.change_line')],
    ['I21', 'a line is answered twice', twice('payroll.event', 1)],
    [
      'I21',
      'an answer to a line nobody issued',
      retold('payroll', 'PayChangeAcknowledged', { line: 'x' }),
    ],
    [
      'I29',
      'an event is parked',
      ({ tables }) => {
        tables.set('duty.parked_event', [{ follower_group: 'g', log: 'l', partition: 0, pos: 1 }]);
      },
    ],
    [
      'I29',
      'a stray that nobody planted',
      ({ tables }) => {
        tables.set('appraisal.stray_record', [{ follower_group: 'g', log: 'payroll.change.v1' }]);
      },
    ],
  ];

describe('the checker', () => {
  test('is silent about a good dump, and has looked at everything', () => {
    const verdicts = check(goodDump());
    expect(reportOf(verdicts).filter((line) => !line.startsWith('✔'))).toEqual([]);
    expect(verdicts.filter(({ checked }) => checked === 0)).toEqual([]);
    expect(isSilent(verdicts)).toBe(true);
  });

  test.each(DOCTORED)('%s notices: %s', (id, _what, doctor) => {
    const dump = goodDump();
    doctor(dump);
    const verdict = check(dump).find((one) => one.id === id);
    expect(verdict?.violations).not.toEqual([]);
  });

  test('a stray on a topic binds no log', () => {
    const dump = goodDump();
    expect(dump.records('duty.fact.v1').map(({ value }) => value)).toContain('no event');
    dump.history.splice(
      dump.history.findIndex(({ kind }) => kind === 'stray'),
      2,
    );
    expect(
      check(dump)
        .filter(({ violations }) => violations.length > 0)
        .map(({ id }) => id),
    ).toEqual(['I8', 'I29']);
  });

  test('every invariant has a dump that it fails', () => {
    const doctored = new Set(DOCTORED.map(([id]) => id));
    expect(
      check(goodDump())
        .map(({ id }) => id)
        .filter((id) => !doctored.has(id)),
    ).toEqual([]);
  });

  test('a batch on its way may stand before the beginning of a topic that was made anew', () => {
    const dump = goodDump();
    sendAhead(dump);
    dump.history.push(remade);
    expect(check(dump).find(({ id }) => id === 'I9')?.violations).toEqual([]);
  });

  test('what was cut off may come again with a suffix that begins before the cut', () => {
    const dump = goodDump();
    const records = dump.logs.get('duty.fact.v1') ?? [];
    const { partition } = records[0] ?? {};
    const ours = records.filter((record) => record.partition === partition);
    dump.logs.set('duty.fact.v1', [...records.filter((one) => one !== ours[0]), ...ours]);
    const violations = () => check(dump).find(({ id }) => id === 'I9')?.violations;
    expect(violations()).not.toEqual([]);
    dump.history.push(cut);
    expect(violations()).toEqual([]);
  });

  test('an operation without an answer binds nobody', () => {
    const dump = goodDump();
    const items = [{ name: 'fact:never', body: '{}' }];
    const entry: Entry = { at: 1, op: 999, phase: 'invoke', kind: 'fact', items };
    dump.history.push(entry);
    expect(isSilent(check(dump))).toBe(true);
    dump.history.push({ ...entry, phase: 'ok', refused: [] });
    expect(isSilent(check(dump))).toBe(false);
  });
});

describe('what was written again from the documents', () => {
  const event: EventRow = {
    ...{ partition: 5, log: 'duty.fact.v1', pos: 7, log_epoch: 2, v: 1 },
    ...{ prev_hash: `\\x${'ab'.repeat(32)}`, hash: `\\x${'cd'.repeat(32)}` },
    ...{ event_id: 'e', type: 'FactRecorded', stream: 'officer-甲"1', stream_version: 3 },
    ...{ key: '甲', occurred_ms: 1_715_000_000_001, recorded_ms: 1_715_000_000_002 },
    ...{ command_id: 'c', causation_id: null, correlation_id: 'x', actor: 'a\\b', officer: null },
    data: '{"a":1}',
  };
  const envelope = {
    ...{ log: event.log, partition: 5, pos: 7, logEpoch: 2, prevHash: 'ab'.repeat(32) },
    ...{ hash: 'cd'.repeat(32), eventId: 'e', type: event.type, v: 1, stream: event.stream },
    ...{ streamVersion: 3, key: event.key, occurredAt: '2024-05-06T12:53:20.001Z' },
    ...{ recordedAt: '2024-05-06T12:53:20.002Z', commandId: 'c', causationId: null },
    ...{ correlationId: 'x', actor: event.actor, dataText: event.data },
  };

  test('the wire form and the hash agree with the product', () => {
    expect(wireOf(event)).toBe(encodeEnvelope(envelope));
    expect(chainHashOf(event, 'ab'.repeat(32))).toBe(expectedHash(envelope));
    expect(GENESIS).toHaveLength(64);
  });

  test.each(['', 'a', 'ab', 'abc', 'abcd', '甲乙', 'officer-8d5f6f0e', 'call-cad/C-1'])(
    'the partition of "%s" agrees with the product',
    (key) => expect(partitionOf(key)).toBe(partitionOfProduct(key)),
  );

  test.each([[{ b: 1, a: [true, null, 'é\u0007"'] }], [{ '\u20ac': 1.5, '1': -0 }], ['x']])(
    'the canonical text of %j agrees with the product',
    (value) => expect(canonical(value)).toBe(canonicalText(value)),
  );
});
