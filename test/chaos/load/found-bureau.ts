import { canonical } from '../checker/form.ts';
import { eventually } from '@ywk/testing';
import { refusedLines, type Reply } from './door.ts';
import { enlistingOf, UNITS, type Person } from './people.ts';
import type { Play } from './play.ts';

const must = (reply: Reply): void => {
  if (reply.outcome !== 'ok')
    throw new Error(`The bureau was not founded: ${JSON.stringify(reply)}`);
};

/** Registers and hires somebody. */
export const enlist = async (play: Play, person: Person): Promise<Reply> => {
  const line = enlistingOf(person);
  const { officer, from, unit, post, badge, tier } = line;
  const body = canonical({ officer, from, unit, post, badge, tier });
  return play.persist(play.door('recruitment', 'hr'), {
    method: 'POST',
    path: '/v1/officers:import',
    lines: [JSON.stringify(line)],
    kind: 'hire',
    items: [{ name: `hire:${person.officer}`, body }],
    refusedIn: refusedLines,
  });
};

/** Sets up the units and hires the founders, and waits until duty knows them. */
export const foundBureau = async (play: Play): Promise<void> => {
  const hr = play.door('recruitment', 'hr');
  const chance = play.chance('units');
  for (const unit of UNITS) {
    const parent = unit === 'KX' ? null : 'KX';
    const name = { zh: '虚川', en: 'Xuchuan' };
    const body = { commandId: chance.uuid(), unit, name, parent, budgetMode: 'SCALE' };
    must(
      await play.persist(hr, { method: 'POST', path: '/v1/units', body, kind: 'unit', items: [] }),
    );
  }
  for (const person of play.founders) must(await enlist(play, person));
  const last = play.founders.at(-1);
  const wait = { withinMs: 60_000, everyMs: 250 };
  await eventually(
    () => probeOf(play, last),
    (known) => known,
    wait,
  );
};

/** Whether duty takes a fact about somebody: then it has heard of the founders before. */
const probeOf = async (play: Play, person: Person | undefined): Promise<boolean> => {
  if (person === undefined) return false;
  const fact = play.chance('probe').uuid();
  const entry = {
    officer: person.officer,
    code: 'A03',
    occurredAt: '2024-05-02T02:00:00.000Z',
    amounts: { minutes: 5 },
  };
  const reply = await play.send(play.door('duty', 'leader'), {
    method: 'POST',
    path: '/v1/facts',
    body: { fact, ...entry, evidence: 'CHAOS-1' },
    kind: 'fact',
    items: [{ name: `fact:${fact}`, body: canonical({ fact, ...entry }) }],
  });
  return reply.outcome === 'ok';
};
