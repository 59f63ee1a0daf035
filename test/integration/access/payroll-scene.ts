import { LOGS } from '@ywk/contracts';
import { eventually } from '@ywk/testing';
import { AccessProbe, type Subject } from '../../support/access-probe.ts';
import { PayrollBench, type ShownPage } from '../payroll/payroll-bench.ts';
import type { PlayedScene } from './played-scene.ts';

/** One officer with a line of pay in each of three units. */
export const payrollScene = async (): Promise<PlayedScene> => {
  const bench = await PayrollBench.start();
  const units = { ROOT: null, 'OWN-UNIT': 'ROOT', 'OWN-UNIT-A': 'OWN-UNIT', 'BESIDE-UNIT': 'ROOT' };
  const people: Subject[] = [];
  for (const [unit, parent] of Object.entries(units)) {
    const data = { unit, name: { zh: unit, en: unit }, parent, budgetMode: 'SCALE' };
    await bench.publish(LOGS.personnel, unit, [{ type: 'UnitDefined', v: 2, data }]);
    if (parent === null) continue;
    const officer = await bench.hire({ unit, badge: `F10000${people.length + 1}` });
    await bench.decideGrade(officer, { unit });
    people.push({ unit, officer });
  }
  await eventually(
    () => bench.get<ShownPage>('/v1/changes?limit=1000'),
    ({ items }) => {
      if (items.length < 3) throw new Error('lines are missing');
    },
  );
  const [own, child, foreign] = people as [Subject, Subject, Subject];
  const probe = new AccessProbe({ url: await bench.payroll.getUrl(), key: bench.key });
  const { payroll: app } = bench;
  const place = { app, probe, database: bench.database.url };
  return { ...place, separated: [], own, child, foreign, samples: {}, stop: () => bench.stop() };
};
