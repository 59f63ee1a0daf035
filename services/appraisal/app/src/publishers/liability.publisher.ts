import type { LiabilityEvent, SaidLiability } from '@ywk/appraisal-domain';
import type { LiabilityBorne, LiabilitySettled } from '@ywk/contracts';

interface Published<Data> {
  readonly type: string;
  readonly v: number;
  readonly data: Data;
}

/** What somebody bears, under the id that stays with it. */
const named = (said: SaidLiability, liability: string): LiabilityBorne => {
  const { person, role, points, levelSteps, record, officer, act, occurredAt, cause } = said;
  const borne = { liability, person, role, points, levelSteps, record };
  return { ...borne, officer, act, occurredAt, cause };
};

/** A word about what somebody bears, as others may see it. */
export const publishLiability = (
  { type, data }: LiabilityEvent,
  liability: string,
): Published<LiabilityBorne> => ({ type, v: 1, data: named(data, liability) });

/** How an act was settled: our own memory of it. */
export const publishSettled = (
  act: Pick<LiabilitySettled, 'officer' | 'act'>,
  all: readonly (readonly [SaidLiability, string])[],
): Published<LiabilitySettled> => ({
  type: 'LiabilitySettled',
  v: 1,
  data: { ...act, liabilities: all.map(([said, id]) => named(said, id)) },
});
