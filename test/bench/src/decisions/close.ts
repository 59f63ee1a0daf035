import {
  eachTwoAtOnce,
  GradeProposals,
  KeptObjections,
  Periods,
  publishing,
  RulesInForce,
} from '@ywk/appraisal-app';
import { ContractRegistry, EVENT_CONTRACTS } from '@ywk/contracts';
import { EventStore } from '@ywk/event-store';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { Bureau } from './bureau.ts';

const MAY = { calendar: 'month', period: '2024-05' };
const ASKING = { actor: 'bench', at: '2024-06-04T00:00:00.000Z' };

/** Computes a month from frozen tallies and proposes the grades of every unit. */
const close = async (bureau: Bureau): Promise<Figure> => {
  await bureau.clear();
  const { pool } = bureau;
  const store = new EventStore({ pool, registry: new ContractRegistry(EVENT_CONTRACTS) });
  const parts = { pool, store, rules: new RulesInForce(), publishing };
  const periods = new Periods({ ...parts, groups: [], objections: new KeptObjections(parts) });
  const proposals = new GradeProposals(parts);
  await periods.cutOff(MAY, ASKING);
  await bureau.mark(MAY.period);
  const begun = performance.now();
  await periods.compute(MAY, ASKING);
  const computed = performance.now();
  const units = await proposals.unitsOf(MAY);
  await eachTwoAtOnce(units, (unit) => proposals.propose({ ...MAY, unit }, ASKING));
  const ms = performance.now() - begun;
  const people = bureau.officers.length;
  return { value: (ms * 1000) / people, more: { ms, computing: computed - begun, people } };
};

const open = async (setting: Setting): Promise<Course> => {
  const city = await Bureau.of(sized(setting, { full: 4_500, quick: 4_500, smoke: 100 }));
  const province = await Bureau.of(sized(setting, { full: 100_000, quick: 13_500, smoke: 200 }));
  setting.tell(`counts a month of ${city.officers.length} and ${province.officers.length} people`);
  await city.count();
  await province.count();
  return {
    contestants: { 'a province': () => close(province), 'a city': () => close(city) },
    close: async () => {
      await city.drop();
      await province.drop();
    },
  };
};

/** What one of 4,500 people may cost, in µs, for all to be done within five seconds. */
const FIVE_SECONDS = 5_000_000 / 4_500;

export const monthClose: Benchmark = {
  name: 'close',
  title: 'a month closed: computed from tallies and proposed unit by unit',
  unit: 'µs/person',
  rounds: 3,
  rows: [
    { what: 'a close, of 4,500', product: 'a city', reach: FIVE_SECONDS, better: 'less' },
    {
      ...{ what: 'a close, of 100,000', product: 'a province', reference: 'a city' },
      ...{ reach: 1.1, better: 'less' },
    },
  ],
  open,
};
