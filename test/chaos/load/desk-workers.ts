import { PARTITIONS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { canonical } from '../checker/form.ts';
import { lasting } from '../system/lasting.ts';
import { ask } from '../system/sql.ts';
import { MONTH } from './calls.ts';
import { refusedLines, type Body, type Door } from './door.ts';
import { enlist } from './found-bureau.ts';
import type { Person } from './people.ts';
import type { Play } from './play.ts';

const CODES: readonly (readonly [code: string, amounts: Readonly<Record<string, number>>])[] = [
  ['records.sampled', { n: 40 }],
  ['records.passed', { n: 38 }],
  ['callbacks.effective', { n: 20 }],
  ['callbacks.satisfied', { n: 19 }],
  ['A03', { minutes: 12 }],
  ['B06', {}],
  ['D01', {}],
];
/** These wait until a leader has verified them; the others count at once. */
const OWNED: readonly string[] = ['B06', 'D01'];

interface Entered {
  readonly fact: string;
  readonly code: string;
}

const itemsOf = (facts: readonly Entered[]) =>
  facts.map((fact) => ({ name: `fact:${fact.fact}`, body: canonical(fact) }));

/** A leader verifies what somebody else entered: from then on it must be found. */
const verify = async (play: Play, facts: readonly Entered[]): Promise<void> => {
  if (facts.length === 0) return;
  const ids = facts.map(({ fact }) => fact);
  await play.persist(play.door('duty', 'leader'), {
    method: 'POST',
    path: '/v1/facts:verify',
    body: { facts: ids },
    kind: 'verification',
    items: itemsOf(facts),
    refusedIn: (body) => (body['rejected'] as Entered[]).map(({ fact }) => ids.indexOf(fact)),
  });
};

const MARKERS = `
SELECT count(*)::int AS markers FROM event
WHERE partition BETWEEN 0 AND 63 AND log = 'duty.fact.v1' AND type = 'PeriodCutOff'`;
const MARKED_WITHIN_MS = 180_000;
/** How long late facts come, ms. */
const LATE_MS = 5_000;

/** Enters facts by hand; now and then the same ones again. */
export const enterFacts = async (play: Play): Promise<void> => {
  const chance = play.chance('facts');
  const desk = play.door('duty', 'hr');
  while (!play.ended) {
    const facts = Array.from({ length: chance.whole(1, 4) }, () => {
      const [code, amounts] = chance.pick(CODES);
      const day = String(chance.whole(1, 28)).padStart(2, '0');
      const occurredAt = `${MONTH}-${day}T02:00:00.000Z`;
      const { officer } = chance.pick(play.founders);
      return { fact: chance.uuid(), officer, code, occurredAt, amounts };
    });
    // What waits is not promised yet: it is by the answer to its verification.
    const waiting = facts.flatMap(({ code }, at) => (OWNED.includes(code) ? [at] : []));
    const writing = {
      method: 'POST' as const,
      path: '/v1/facts:batch',
      lines: facts.map((fact) => JSON.stringify({ ...fact, evidence: 'CHAOS-1' })),
      kind: 'fact',
      items: itemsOf(facts),
      refusedIn: (body: Body) => [...refusedLines(body), ...waiting],
    };
    await play.persist(desk, writing);
    if (chance.happens(0.2)) await play.persist(desk, writing);
    await verify(
      play,
      facts.filter(({ code }) => OWNED.includes(code)),
    );
    await lasting(chance.whole(200, 600));
  }
};

/** Rules on claims of wrong dispatches: the id of the case says how, whoever asks and how often. */
export const ruleOnClaims = async (play: Play): Promise<void> => {
  const chance = play.chance('rulings');
  const leader = play.door('duty', 'leader');
  while (!play.ended) {
    await lasting(chance.whole(500, 1_500));
    const path = '/v1/wrong-dispatches?state=claimed';
    const reply = await leader.ask({ method: 'GET', path });
    if (reply.outcome !== 'ok') continue;
    for (const found of (reply.body['items'] as { case: string }[]).slice(0, 5)) {
      const verb = found.case.charCodeAt(0) % 3 === 0 ? 'reject' : 'confirm';
      await play.persist(leader, {
        method: 'POST',
        path: `/v1/wrong-dispatches/${found.case}/${verb}`,
        body: { evidence: 'REC-1' },
        kind: 'ruling',
        items: [{ name: `ruling:${found.case}` }],
      });
    }
  }
};

const transfer = async (play: Play, person: Person, turn: number): Promise<void> => {
  const chance = play.chance(`transfer ${turn}`);
  const from = `${MONTH}-${String(2 + (turn % 27)).padStart(2, '0')}`;
  const unit = chance.pick(['KX-1', 'KX-2']);
  const badge = chance.happens(0.3) ? `${person.badge}-${turn}` : person.badge;
  const place = { unit, post: 'CALL110', badge };
  // Another team each time: a placement that changes nothing would be no event.
  const team = `${unit}-${turn}`;
  await play.persist(play.door('recruitment', 'hr'), {
    method: 'POST',
    path: `/v1/officers/${person.officer}/transfer`,
    body: { commandId: chance.uuid(), from, ...place, team, seat: person.seat },
    kind: 'transfer',
    items: [
      {
        name: `transfer:${person.officer}/${from}/${team}`,
        body: canonical({ officer: person.officer, from, ...place }),
      },
    ],
  });
};

const leave = async (play: Play, { officer }: Person): Promise<void> => {
  await play.persist(play.door('recruitment', 'hr'), {
    method: 'POST',
    path: `/v1/officers/${officer}/leave`,
    body: {
      commandId: play.chance(`leave ${officer}`).uuid(),
      on: '2024-06-30',
      ground: 'RESIGNED',
    },
    kind: 'leave',
    items: [{ name: `leave:${officer}` }],
  });
};

/** Moves people about: backdated transfers, new badges, late hires, departures. */
export const movePeople = async (play: Play): Promise<void> => {
  const chance = play.chance('people');
  const late = [...play.lateHires];
  for (let turn = 0; !play.ended; turn += 1) {
    await lasting(chance.whole(1_500, 4_000));
    if (play.ended) return;
    const newcomer = turn % 3 === 2 ? late.shift() : undefined;
    if (newcomer !== undefined) await enlist(play, newcomer);
    else if (turn === 10) await leave(play, play.founders[0] as Person);
    else await transfer(play, play.founders[1 + (turn % 8)] as Person, turn);
  }
};

/** Cuts the month off; what comes after is late. */
export const cutOff = async (play: Play): Promise<void> => {
  const appraiser = play.door('appraisal', 'appraiser');
  await closing(play, appraiser, 'cut-off');
};

/**
 * Lets facts come late: on a busy machine the markers themselves come late. What stands still for
 * longer than that is for the judges to see.
 */
export const lateFacts = async (play: Play): Promise<void> => {
  const marked = eventually(
    () => ask<{ markers: number }>(play.system.databases.duty, MARKERS),
    ([found]) => found?.markers === PARTITIONS,
    { withinMs: MARKED_WITHIN_MS },
  );
  await marked.catch(() => undefined);
  await lasting(LATE_MS);
};

/** Asks for a step of the close until it is done. */
export const closing = (play: Play, appraiser: Door, step: 'cut-off' | 'compute') =>
  play.persist(appraiser, {
    method: 'POST',
    path: `/v1/periods/month/${MONTH}/${step}`,
    body: {},
    kind: step,
    items: [],
  });
