import { SERVICES } from './dump.ts';
import { GENESIS, hex } from './form.ts';
import { Finding, type Verdict } from './verdict.ts';
import type { KeptEvent, World } from './world.ts';

/** Who follows what, and must have applied all of it. */
export const FOLLOWED: Readonly<Record<string, readonly string[]>> = {
  'duty.personnel.v1': ['recruitment.personnel.v1'],
  'duty.periods.v1': ['appraisal.period.v1'],
  'duty.liability.v1': ['appraisal.decision.v1'],
  'recruitment.board.v1': ['recruitment.personnel.v1'],
  'recruitment.subjects.v1': ['recruitment.personnel.v1'],
  'recruitment.periods.v1': ['appraisal.period.v1'],
  'appraisal.score.v1': ['duty.fact.v1', 'recruitment.personnel.v1'],
  'appraisal.board.v1': ['appraisal.decision.v1', 'appraisal.proposal'],
  'payroll.lines.v1': ['appraisal.decision.v1', 'recruitment.personnel.v1'],
  'payroll.directory.v1': ['recruitment.personnel.v1'],
  'payroll.board.v1': ['payroll.change.v1', 'payroll.line'],
};

const DOORS: Readonly<Record<string, string>> = {
  'duty.feed.v1': 'dispatch.feed.v1',
  'payroll.acknowledgements.v1': 'payroll.ack.v1',
};

interface ProgressRow {
  readonly follower_group: string;
  readonly log: string;
  readonly partition: number;
  readonly next_offset: number | null;
  readonly last_pos: number;
  readonly last_hash: string;
  readonly state: string;
  readonly reason: string | null;
}

const progressOf = (world: World): Map<string, ProgressRow> => {
  const rows = SERVICES.flatMap((name) => world.dump.rows<ProgressRow>(name, 'follower_progress'));
  return new Map(
    rows.map((row) => [`${row.follower_group} ${row.log}/${row.partition}`, row] as const),
  );
};

const lastOf = (events: readonly KeptEvent[]): Map<number, KeptEvent> =>
  new Map(events.map((event) => [event.partition, event]));

const START = { pos: 0, hash: GENESIS };

interface Following {
  readonly group: string;
  readonly log: string;
  readonly progress: ReadonlyMap<string, ProgressRow>;
}

const followerIsDone = (
  finding: Finding,
  { group, log, progress }: Following,
  last: ReadonlyMap<number, KeptEvent>,
): void => {
  for (let partition = 0; partition < 64; partition += 1) {
    const name = `${group} ${log}/${partition}`;
    const { last_pos: pos, last_hash: hash } = progress.get(name) ?? NOWHERE;
    const end = last.get(partition) ?? START;
    finding.equal(pos, end.pos, () => name);
    finding.equal(hex(hash), hex(end.hash), () => `hash at ${name}`);
  }
};

const NOWHERE = { last_pos: 0, last_hash: GENESIS };

/** Every follower stands at the end of its logs, with the hash that stands there. */
export const followersAreDone = (world: World): Verdict => {
  const finding = new Finding('I12', 'followers and doors stand at the end, none is halted');
  const progress = progressOf(world);
  for (const [name, { state, reason }] of progress) {
    finding.holds(state === 'running', () => `${name} is halted: ${reason}`);
  }
  for (const [group, logs] of Object.entries(FOLLOWED)) {
    for (const log of logs) {
      followerIsDone(finding, { group, log, progress }, lastOf(world.of(log)));
    }
  }
  doorsAreDone(world, progress, finding);
  return finding.done();
};

const doorsAreDone = (
  world: World,
  progress: ReadonlyMap<string, ProgressRow>,
  finding: Finding,
): void => {
  for (const [group, door] of Object.entries(DOORS)) {
    const ends = new Map<number, number>();
    for (const { partition, offset } of world.dump.records(door)) ends.set(partition, offset + 1);
    for (const [partition, end] of ends) {
      const name = `${group} ${door}/${partition}`;
      finding.equal(progress.get(name)?.next_offset ?? 0, end, () => `next offset of ${name}`);
    }
  }
};

interface FactRow {
  readonly partition: number;
  readonly pos: number;
  readonly officer: string;
  readonly fact: string;
  readonly sign: number;
  readonly code: string;
  readonly occurred_ms: number;
  readonly event_id: string;
  readonly amounts: string;
}

interface PlacedRow {
  readonly partition: number;
  readonly pos: number;
}

interface DecisionRow extends PlacedRow {
  readonly data: string;
}

const at = ({ partition, pos }: PlacedRow): string => `${partition}@${pos}`;

const FACTS = [
  ...['FactRecorded', 'FactReversed'],
  ...['FactRecordedByRuling', 'FactReversedByRuling'],
];

/** Whatever a log says has its effect in each view, once. */
export const appliedOnce = (world: World): Verdict => {
  const finding = new Finding('I13', 'each event has its effect in each view, exactly once');
  const { dump } = world;
  const factText = ({ body, ...event }: KeptEvent): string =>
    [
      at(event),
      body['officer'],
      body['fact'],
      event.type.startsWith('FactReversed') ? -1 : 1,
      body['code'],
      event.occurred_ms,
      event.event_id,
      JSON.stringify(body['amounts']),
    ].join(' ');
  finding.same(
    dump
      .rows<FactRow>('appraisal', 'fact')
      .map((row) =>
        [
          at(row),
          row.officer,
          row.fact,
          row.sign,
          row.code,
          row.occurred_ms,
          row.event_id,
          row.amounts,
        ].join(' '),
      ),
    world.ofType('duty.fact.v1', ...FACTS).map(factText),
    'facts at appraisal',
  );
  finding.same(
    dump.rows<DecisionRow>('appraisal', 'decision').map((row) => `${at(row)} ${row.data}`),
    world
      .ofType('appraisal.decision.v1', 'GradeDecided', 'TierChanged', 'AnnualGradeRecorded')
      .map((event) => `${at(event)} ${event.data}`),
    'decisions on the board',
  );
  finding.same(
    dump.rows<PlacedRow & { kind: string }>('appraisal', 'placement').map(at),
    world
      .ofType(
        'recruitment.personnel.v1',
        ...['OfficerHired', 'OfficerTransferred', 'SecondPostHeld', 'OfficerLeft'],
      )
      .map(at),
    'placements at appraisal',
  );
  return finding.done();
};

interface ParkedRow {
  readonly follower_group: string;
  readonly log: string;
  readonly partition: number;
  readonly pos: number;
  readonly code: string;
  readonly detail: string;
}

interface StrayRow {
  readonly follower_group: string;
  readonly log: string;
  readonly sha256: string;
}

/** Nothing is parked; strays are those that were put on the topics. */
export const onlyPoisonIsAside = (world: World): Verdict => {
  const finding = new Finding('I29', 'nothing is parked, strays are those that were planted');
  const parked = SERVICES.flatMap((name) => world.dump.rows<ParkedRow>(name, 'parked_event'));
  finding.holds(parked.length === 0, () => {
    const [row] = parked;
    return `${row?.follower_group} ${row?.log}/${row?.partition}@${row?.pos} is parked: ${row?.code} ${row?.detail}`;
  });
  const planted = world.operations.filter(({ kind }) => kind === 'stray');
  const topics = new Set(planted.flatMap(({ items }) => items.map(({ name }) => name)));
  const strays = SERVICES.flatMap((name) => world.dump.rows<StrayRow>(name, 'stray_record'));
  for (const stray of strays) {
    finding.holds(topics.has(`stray:${stray.log}`), () => `a stray on ${stray.log}`);
  }
  return finding.done();
};
