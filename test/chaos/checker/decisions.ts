import { Finding, type Verdict } from './verdict.ts';
import { placeOf, type KeptEvent, type World } from './world.ts';

const LOG = 'appraisal.decision.v1';

/** Two persons decide; each decision is made once; tiers of an officer follow from each other. */
export const decisionsAreSound = (world: World): Verdict => {
  const finding = new Finding('I19', 'decisions: two persons, once each, tiers in a chain');
  const ids = new Set<string>();
  const tiers = new Map<string, unknown>();
  for (const event of world.ofType('recruitment.personnel.v1', 'OfficerHired')) {
    tiers.set(event.key, event.body['tier']);
  }
  for (const event of world.ofType(LOG, 'GradeDecided', 'TierChanged')) {
    const { author, approver, decision, officer, from, to } = event.body;
    const at = placeOf(event);
    finding.holds(author !== approver, () => `${at} was approved by its author ${String(author)}`);
    finding.holds(approver !== officer, () => `${at} was approved by its subject`);
    const id = `${String(decision)} ${String(officer)}`;
    finding.holds(!ids.has(id), () => `${id} is decided again at ${at}`);
    ids.add(id);
    if (event.type !== 'TierChanged') continue;
    const held = tiers.get(String(officer));
    finding.holds(
      from === held,
      () => `${at} begins at tier ${String(from)}, held: ${String(held)}`,
    );
    tiers.set(String(officer), to);
  }
  return finding.done();
};

/** Fen a month by tier (DOMAIN, row Tier pay). */
const TIER_PAY: Readonly<Record<number, number>> = {
  7: 10_000,
  6: 20_000,
  5: 35_000,
  4: 50_000,
  3: 70_000,
  2: 95_000,
  1: 120_000,
};

/** The one line that a cause must lead to, as text. */
const lineOf = ({ type, event_id, key, body }: KeptEvent): string => {
  const head = `${event_id} ${key}`;
  if (type === 'GradeDecided') return `${head} PERFORMANCE ${Number(body['performancePay'])}`;
  if (type === 'OfficerLeft') return `${head} EMPLOYMENT_ENDED 0`;
  return `${head} TIER_PAY ${TIER_PAY[Number(body['to'])]}`;
};

/** Each effect on pay has one line, each line its cause, and the view shows them all. */
export const payFollowsDecisions = (world: World): Verdict => {
  const finding = new Finding('I20', 'one pay line an effect, each with its cause');
  const causes = [
    ...world.ofType(LOG, 'GradeDecided', 'TierChanged'),
    ...world.ofType('recruitment.personnel.v1', 'OfficerLeft'),
  ];
  const issued = world.ofType('payroll.change.v1', 'PayChangeIssued');
  finding.same(
    issued.map(({ body }) => {
      const { eventId } = body['cause'] as { eventId: string };
      return [eventId, body['officer'], body['kind'], body['amount']].join(' ');
    }),
    causes.map(lineOf),
    'pay lines',
  );
  const text = (row: Record<string, unknown>): string =>
    [row['line'], row['officer'], row['kind'], row['amount']].map(String).join(' ');
  finding.same(
    world.dump.rows<Record<string, unknown>>('payroll', 'change_line').map(text),
    issued.map(({ body }) => text(body)),
    'lines on the board',
  );
  return finding.done();
};

/** A line is answered once, and only if it exists; the view shows the answer. */
export const answersStandOnce = (world: World): Verdict => {
  const finding = new Finding('I21', 'a pay line is answered once at most, and shown so');
  const lines = new Set(
    world.ofType('payroll.change.v1', 'PayChangeIssued').map(({ body }) => String(body['line'])),
  );
  const answered = new Set<string>();
  const answers = world.ofType('payroll.line', 'PayChangeAcknowledged');
  for (const event of answers) {
    const line = String(event.body['line']);
    finding.holds(lines.has(line), () => `${placeOf(event)} answers ${line}, which nobody issued`);
    finding.holds(!answered.has(line), () => `${line} is answered again at ${placeOf(event)}`);
    answered.add(line);
  }
  const text = (row: Record<string, unknown>): string =>
    [row['line'], row['outcome'], row['reason'] ?? ''].map(String).join(' ');
  finding.same(
    world.dump.rows<Record<string, unknown>>('payroll', 'line_answer').map(text),
    answers.map(({ body }) => text(body)),
    'answers on the board',
  );
  return finding.done();
};
