import { lasting } from '../system/lasting.ts';
import { MONTH } from './calls.ts';
import { closing } from './desk-workers.ts';
import type { Door, Reply } from './door.ts';
import type { PayrollSystem } from './pay-workers.ts';
import type { Play } from './play.ts';

const UNITS = ['KX-1', 'KX-2'];

const itemsOf = (reply: Reply): { id?: string; outcome: string }[] =>
  reply.outcome === 'ok' ? (reply.body['items'] as { id?: string; outcome: string }[]) : [];

const decideGrades = async (play: Play, appraiser: Door): Promise<void> => {
  const proposed = await play.persist(appraiser, {
    method: 'POST',
    path: '/v1/grade-proposals:batch',
    body: { calendar: 'month', period: MONTH, units: UNITS },
    kind: 'grades',
    items: [],
  });
  const ids = itemsOf(proposed).flatMap(({ id, outcome }) =>
    id !== undefined && outcome === 'proposed' ? [id] : [],
  );
  if (ids.length === 0) return;
  await play.persist(play.door('appraisal', 'approver'), {
    method: 'POST',
    path: '/v1/grade-proposals:approve',
    body: { ids },
    kind: 'grades-approved',
    items: [],
  });
};

const ROUNDS = 6;

/** Once nothing harms any more: the month is computed, graded, paid, and every line answered. */
export const finish = async (play: Play, payroll: PayrollSystem): Promise<void> => {
  const appraiser = play.door('appraisal', 'appraiser');
  await closing(play, appraiser, 'compute');
  await decideGrades(play, appraiser);
  for (let round = 0; round < ROUNDS; round += 1) {
    await lasting(700);
    await payroll.round();
  }
};
