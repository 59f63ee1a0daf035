import { ResultsProposals, TierRuns } from '@ywk/appraisal-app';
import { isRejection } from '@ywk/kernel';
import { eventually } from '@ywk/testing';
import { sized, type Benchmark, type Course, type Figure, type Setting } from '../benchmark.ts';
import { ASKING, ClosedYear, YEAR } from './closed-year.ts';

const SECOND = { actor: 'second', officer: null };

/** The year computed from its months, once its markers are applied. */
const computed = async ({ periods }: ClosedYear): Promise<void> => {
  await periods.cutOff(YEAR, ASKING);
  await eventually(
    () => periods.state(YEAR, ASKING.at),
    ({ obstacles }) => obstacles.length === 0,
  );
  await periods.compute(YEAR, ASKING);
};

/** Grades of every unit proposed, and approved by a second person. */
const graded = async ({ parts }: ClosedYear): Promise<void> => {
  const proposals = new ResultsProposals(parts);
  const round = await proposals.round(YEAR);
  const ids: string[] = [];
  for (const unit of await proposals.unitsOf(YEAR)) {
    const { head } = await proposals.propose(round, unit, ASKING);
    if (head !== null) ids.push(head.proposal);
  }
  for (const id of ids) await proposals.approve(id, SECOND, ASKING.at);
};

/** Tiers proposed; asked again while the new grades are still being listed. */
const moved = async ({ parts, bureau }: ClosedYear): Promise<number> => {
  const runs = new TierRuns(parts);
  const stated = { establishment: bureau.officers.length, document: 'bench' };
  for (;;) {
    try {
      const { results } = await runs.run({ year: 2024, stated, dryRun: false }, ASKING);
      const refused = results.find(({ outcome }) => outcome === 'refused');
      if (refused !== undefined) throw new Error(`Not moved: ${JSON.stringify(refused)}`);
      return results.length;
    } catch (error) {
      if (!isRejection(error) || error.code !== 'BOARD_BEHIND') throw error;
    }
  }
};

const yearEndOf = async (people: number, { tell }: Setting): Promise<Figure> => {
  tell(`closes the months of ${people} people`);
  const year = await ClosedYear.of(people);
  try {
    const begun = performance.now();
    await computed(year);
    const rolled = performance.now();
    await graded(year);
    const decided = performance.now();
    const moves = await moved(year);
    const ended = performance.now();
    if (moves === 0) throw new Error('Nobody moves to another tier.');
    const ms = ended - begun;
    const steps = { computing: rolled - begun, grading: decided - rolled, tiers: ended - decided };
    return { value: (ms * 1000) / people, more: { ms, ...steps, moves, people } };
  } finally {
    await year.close();
  }
};

const open = (setting: Setting): Promise<Course> => {
  const people = sized(setting, { full: 20_000, quick: 4_000, smoke: 100 });
  return Promise.resolve({
    contestants: { 'a city': () => yearEndOf(people, setting) },
    close: () => Promise.resolve(),
  });
};

/** What one of 20,000 people may cost, in µs, for all to be done within thirty seconds. */
const THIRTY_SECONDS = 30_000_000 / 20_000;

export const yearEnd: Benchmark = {
  name: 'yearend',
  title: 'a year put together, graded, approved and run through the tiers',
  unit: 'µs/person',
  rounds: 1,
  warmsUp: false,
  rows: [
    { what: 'a year end, of 20,000', product: 'a city', reach: THIRTY_SECONDS, better: 'less' },
  ],
  open,
};
