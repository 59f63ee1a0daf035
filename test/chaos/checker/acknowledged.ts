import { canonical } from './form.ts';
import { Finding, type Verdict } from './verdict.ts';
import { placeOf, type KeptEvent, type World } from './world.ts';

const pick = (event: KeptEvent, ...members: string[]): string =>
  canonical(Object.fromEntries(members.map((member) => [member, event.body[member]])));

interface Named {
  readonly name: string;
  /** Comparable with the body that was sent. */
  readonly body?: string;
}

type Namer = (event: KeptEvent) => Named;

/** What each event is called in the history; those not listed follow from others. */
const NAMERS: Readonly<Record<string, Namer>> = {
  DispatchEventTaken: (event) => ({
    name: `event:${String(event.body['source'])}/${String(event.body['eventId'])}`,
    body: event.data,
  }),
  WrongDispatchConfirmed: ({ body }) => ({ name: `ruling:${String(body['case'])}` }),
  WrongDispatchRejected: ({ body }) => ({ name: `ruling:${String(body['case'])}` }),
  OfficerHired: (event) => ({
    name: `hire:${String(event.body['officer'])}`,
    body: pick(event, 'officer', 'from', 'unit', 'post', 'badge', 'tier'),
  }),
  OfficerTransferred: (event) => ({
    name: `transfer:${['officer', 'from', 'team'].map((part) => String(event.body[part])).join('/')}`,
    body: pick(event, 'officer', 'from', 'unit', 'post', 'badge'),
  }),
  TierChangeProposed: (event) => ({
    name: `tier:${String(event.body['proposal'])}`,
    body: pick(event, 'officer', 'from', 'to', 'effectiveDate'),
  }),
  TierChangeApproved: ({ body }) => ({ name: `approval:${String(body['proposal'])}` }),
  OfficerLeft: ({ body }) => ({ name: `leave:${String(body['officer'])}` }),
  PayChangeAcknowledged: (event) => ({
    name: `answer:${String(event.body['line'])}`,
    body: pick(event, 'line', 'outcome', 'reason', 'source'),
  }),
};

const isEntered = ({ type, body }: KeptEvent): boolean =>
  type === 'FactRecorded' && (body['origin'] as { kind?: string } | undefined)?.kind === 'manual';

const namedBy = (event: KeptEvent): Named | undefined => {
  if (!isEntered(event)) return NAMERS[event.type]?.(event);
  const body = pick(event, 'fact', 'officer', 'code', 'occurredAt', 'amounts');
  return { name: `fact:${String(event.body['fact'])}`, body };
};

interface Sent {
  acknowledged: boolean;
  faulty: boolean;
  readonly bodies: Set<string>;
}

/** Everything that was ever sent, by name. */
const sentNames = (world: World): Map<string, Sent> => {
  const sent = new Map<string, Sent>();
  for (const { items, outcome, refused } of world.operations) {
    items.forEach(({ name, body, faulty }, at) => {
      const known = sent.get(name) ?? { acknowledged: false, faulty: true, bodies: new Set() };
      sent.set(name, known);
      if (faulty === true) return;
      known.faulty = false;
      if (body !== undefined) known.bodies.add(body);
      if (outcome === 'ok' && !refused.has(at)) known.acknowledged = true;
    });
  }
  return sent;
};

interface Kept {
  count: number;
  readonly event: KeptEvent;
  readonly body: string | undefined;
}

const keptNames = (world: World): Map<string, Kept> => {
  const kept = new Map<string, Kept>();
  for (const event of world.events) {
    const named = namedBy(event);
    if (named === undefined) continue;
    const known = kept.get(named.name);
    if (known === undefined) kept.set(named.name, { count: 1, event, body: named.body });
    else known.count += 1;
  }
  return kept;
};

/** Whoever was told that something is kept finds it once; nobody finds it twice. */
export const acknowledgedOnce = (world: World): Verdict => {
  const finding = new Finding('I1', 'what was acknowledged is kept, everything once');
  const kept = keptNames(world);
  for (const [name, { acknowledged }] of sentNames(world)) {
    const count = kept.get(name)?.count ?? 0;
    if (acknowledged) finding.equal(count, 1, () => `times that ${name} is kept`);
    else finding.holds(count <= 1, () => `${name} is kept ${count} times`);
  }
  return finding.done();
};

/** What is kept was sent, as it was sent; what had to be refused left nothing. */
export const nothingUnsent = (world: World): Verdict => {
  const finding = new Finding('I2', 'nothing is kept that nobody sent, nothing that was faulty');
  const sent = sentNames(world);
  for (const [name, { event, body }] of keptNames(world)) {
    const found = sent.get(name);
    const at = placeOf(event);
    finding.holds(found !== undefined, () => `nobody sent ${name} of ${at}`);
    if (found === undefined) continue;
    finding.holds(!found.faulty, () => `${name} of ${at} had to be refused`);
    if (body === undefined || found.bodies.size === 0) continue;
    finding.holds(found.bodies.has(body), () => `${at} keeps another content of ${name}: ${body}`);
  }
  return finding.done();
};

const FEED_DOORS = ['feed', 'feed-topic'];

/** Refused lines are kept aside: as many as answers say, and no more than were sent. */
export const refusedAreKept = (world: World): Verdict => {
  const finding = new Finding('I18', 'accepted + refused = sent: each refused line is set aside');
  const rows = world.dump.rows('duty', 'refused_line').length;
  let [least, most] = [0, 0];
  for (const { kind, items, outcome, refused } of world.operations) {
    if (!FEED_DOORS.includes(kind) || outcome === 'fail') continue;
    const faulty = items.filter((item) => item.faulty === true).length;
    if (outcome === 'ok') least += kind === 'feed' ? refused.size : faulty;
    if (kind !== 'feed' || outcome !== 'ok') finding.holds(true, String);
    else finding.equal(refused.size, faulty, () => `lines refused of one delivery`);
    most += faulty;
  }
  finding.holds(rows >= least, () => `${rows} refused lines are kept, ${least} were answered`);
  // A delivery whose answer was lost may have been written more than once within one request.
  finding.holds(rows <= most * 2, () => `${rows} refused lines are kept, ${most} faulty were sent`);
  return finding.done();
};
