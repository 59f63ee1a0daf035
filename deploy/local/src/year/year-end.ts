import { computePeriod } from '../cli/cases/live/period-door.ts';
import { check } from '../demo/stages/stage.ts';
import { approveTiers, type ProposedTiers } from './year-careers.ts';
import { at, type YearPlay } from './year-play.ts';
import { reviewUnits } from './year-review.ts';

interface UnitAnswer {
  readonly id?: string;
  readonly unit?: string;
  readonly outcome: string;
  readonly code?: string;
}

interface Proposal {
  readonly quota: { readonly use: { readonly seats: number } } | null;
  readonly results: readonly { readonly year: { readonly grade: string | null } | null }[];
}

const excellentIn = ({ results }: Proposal): number =>
  results.filter(({ year }) => year?.grade === 'EXCELLENT').length;

/** The year's grades are proposed for every unit by rule, and approved by another person. */
const gradeYear = async (play: YearPlay): Promise<void> => {
  const { doors, plan } = play;
  const request = { calendar: 'year', period: String(plan.year) };
  const { body } = await doors.appraiser.post<{ items: UnitAnswer[] }>(
    '/v1/results-proposals',
    request,
  );
  const proposed = body.items.filter(({ outcome }) => outcome === 'proposed');
  check(play, '每个单位都有年度等次 every unit has annual grades', {
    expected: [],
    found: body.items.filter(({ outcome }) => outcome !== 'proposed'),
  });
  const ids = proposed.flatMap(({ id }) => id ?? []);
  const proposals = await Promise.all(
    ids.map((id) => doors.appraiser.get<Proposal>(`/v1/results-proposals/${id}`)),
  );
  check(play, '优秀不超过名额 the excellent keep within their seats', {
    expected: [],
    found: proposals.filter((each) => excellentIn(each) > (each.quota?.use.seats ?? 0)),
  });
  await doors.approver.post('/v1/results-proposals:approve', { ids });
};

/** After the last month is final: reviews, annual grades, publication, and the tiers they move. */
export const endYear = async (play: YearPlay): Promise<void> => {
  const { bureau, doors, plan, system } = play;
  const next = plan.year + 1;
  system.setTime(at(`${next}-02-10`));
  await reviewUnits(play);
  const path = `/v1/periods/year/${plan.year}`;
  await doors.appraiser.post(`${path}/cut-off`, {});
  await computePeriod(doors.appraiser, path);
  await gradeYear(play);
  await doors.appraiser.post(`${path}/publish`, {});
  system.setTime(at(`${next}-02-25`));
  await doors.approver.post(`${path}/finalise`, {});
  await system.settled();
  const run = await doors.appraiser.post<ProposedTiers>('/v1/tier-runs', {
    ...{ year: plan.year, establishment: bureau.officers.length * 2 },
    document: `DEMO-${plan.year}-9`,
  });
  check(play, '年度层级调整全部批准 every change of the tier run is approved', {
    expected: run.body.results.length,
    found: await approveTiers(play, run.body),
  });
};
