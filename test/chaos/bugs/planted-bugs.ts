/** One change of a built file; the text must stand in it exactly once. */
export interface Change {
  /** Path of the built file in this clone. */
  readonly file: string;
  readonly from: string;
  readonly to: string;
}

/** A defect that the checker must notice, as somebody might have built it. */
export interface PlantedBug {
  readonly name: string;
  /** What goes wrong. */
  readonly what: string;
  readonly changes: readonly Change[];
  /** Faults under which it shows, one after the other. */
  readonly faults: readonly string[];
}

const dist = (path: string): string => path.replace('/src/', '/dist/').replace(/[.]ts$/, '.js');

const one = (source: string, from: string, to: string): Change[] => [
  { file: dist(source), from, to },
];

const CALM = ['suffix-again', 'lease-stolen', 'stray-record'];
const DATABASE = [
  'terminate-backends',
  'postgres-cut',
  'terminate-backends',
  'kill-backend',
  'terminate-backends',
  'postgres-cut',
  'kill-postgres',
  'terminate-backends',
];
const BROKER = ['kafka-cut', 'kafka-produce-lost', 'kill-kafka', 'kafka-cut-in-frame'];

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'acknowledged-too-early',
    what: 'a connection that breaks during COMMIT is taken for success',
    changes: one(
      'services/duty/app/src/commands/take-in-feed.ts',
      'if (!over || attempt === TRIES)',
      "if (over && !(error instanceof Overtaken)) return { decided: [], fresh: [], rest: [], outcomes: lines.map((line) => ({ line, outcome: 'accepted', waiting: false })) };\n                if (!over || attempt === TRIES)",
    ),
    faults: DATABASE,
  },
  {
    name: 'fact-id-not-used',
    what: 'a fact that is entered again is taken for a new one',
    changes: one(
      'services/duty/app/src/commands/entry-writer.ts',
      'const before = fold(entry, stored.map(entryEventOf));',
      "const known = deciding.request.command.type === 'Put' ? [] : stored; const before = fold(entry, known.map(entryEventOf));",
    ),
    faults: CALM,
  },
  {
    name: 'future-taken',
    what: 'a message from the future is taken in',
    changes: one('services/duty/app/src/commands/read-line.ts', 'checkPast(event, nowMs);', ''),
    faults: CALM,
  },
  {
    name: 'conflict-overlooked',
    what: 'who appends to a call does not notice that somebody else has',
    changes: one(
      'libs/event-store/src/migrations/1767225600002-append-many.ts',
      'IF w_expected[w] >= 0 AND w_expected[w] <> versions[s] THEN',
      'IF false THEN',
    ),
    faults: CALM,
  },
  {
    name: 'clock-goes-back',
    what: 'a chain link is made with the time of the clock, not with the one that is kept',
    changes: one(
      'libs/event-store/src/migrations/1767225600002-append-events.ts',
      'greatest(n.last_recorded_ms, now.ms), n.log_epoch)',
      'now.ms + 1, n.log_epoch)',
    ),
    faults: CALM,
  },
  {
    name: 'checkpoint-before-sending',
    what: 'the relay moves its checkpoint before the broker has answered',
    changes: one(
      'libs/event-store/src/range-relay.ts',
      'await writer.sendBatch(portion.records);',
      'await source.save(portion.reached, lease); await writer.sendBatch(portion.records);',
    ),
    faults: BROKER,
  },
  {
    name: 'send-error-swallowed',
    what: 'the relay goes on after an error of the broker',
    changes: one(
      'libs/event-store/src/range-relay.ts',
      'await writer.sendBatch(portion.records);',
      'await writer.sendBatch(portion.records).catch(() => undefined);',
    ),
    faults: BROKER,
  },
  {
    name: 'progress-apart',
    what: 'a follower commits its progress before the effect',
    changes: one(
      'libs/projections/src/follower/flush.ts',
      'await insertStrays(tx, group,',
      "await tx.query('COMMIT'); await tx.query('SELECT pg_sleep(0.15)'); await tx.query('BEGIN');\n    await insertStrays(tx, group,",
    ),
    faults: DATABASE,
  },
  {
    name: 'seen-again-applied',
    what: 'a follower applies an event again that it had before',
    changes: one(
      'libs/projections/src/follower/judge.ts',
      'if (event.logEpoch > state.logEpoch)',
      'if (event.pos === state.lastPos) return TAKE;\n    if (event.logEpoch > state.logEpoch)',
    ),
    faults: ['suffix-again', 'suffix-again', 'suffix-again', 'suffix-again', 'suffix-again'],
  },
  {
    name: 'door-offset-apart',
    what: 'the offset of a door moves before its records are taken in',
    changes: one(
      'libs/projections/src/doors/door-progress.ts',
      'if (records.length === 0)',
      "await tx.query('COMMIT'); await tx.query('SELECT pg_sleep(0.15)'); await tx.query('BEGIN');\n            if (records.length === 0)",
    ),
    faults: DATABASE,
  },
  {
    name: 'reversal-added',
    what: 'the fold adds what was taken back',
    changes: one(
      'services/appraisal/app/src/projections/score-board/fact-entries.ts',
      'isReversal(event) ? -1 : 1',
      'isReversal(event) ? 1 : 1',
    ),
    faults: CALM,
  },
  {
    name: 'marker-forgotten',
    what: 'a late fact counts as if it had come in time',
    changes: one(
      'services/appraisal/app/src/projections/score-board/fact-entries.ts',
      'marks.after(marks.countBefore(pos))',
      'marks.after(0)',
    ),
    faults: [...CALM, ...CALM, ...CALM],
  },
  {
    name: 'approves-own-proposal',
    what: 'who proposes a tier change may approve it',
    changes: one(
      'services/appraisal/domain/src/tier/tier-change.decider.ts',
      'approver.actor === author || approver.officer === officer',
      'approver.officer === officer',
    ),
    faults: [...CALM, ...CALM],
  },
  {
    name: 'line-of-small-step-lost',
    what: 'a step between the two lowest tiers leads to no pay line',
    changes: one(
      'services/payroll/domain/src/change/change.policy.ts',
      'if (from === to)',
      'if (from === to || (from === 7 && to === 6))',
    ),
    faults: [...CALM, ...CALM],
  },
];

export const bugNamed = (name: string): PlantedBug => {
  const found = PLANTED_BUGS.find((bug) => bug.name === name);
  if (found !== undefined) return found;
  const names = PLANTED_BUGS.map((bug) => bug.name).join(', ');
  throw new RangeError(`There is no planted bug "${name}". There are: ${names}.`);
};
