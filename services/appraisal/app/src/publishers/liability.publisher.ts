import type { LiabilityEvent, SaidLiability } from '@ywk/appraisal-domain';
import {
  liabilityBorne,
  liabilityEnded,
  type LiabilityBorne,
  type LiabilityBorneV1,
  type LiabilitySettled,
} from '@ywk/contracts';

interface Published<Data> {
  readonly type: string;
  readonly v: number;
  readonly data: Data;
}

/** What somebody bears, under the id that stays with it. */
const named = (said: SaidLiability, liability: string): LiabilityBorneV1 => {
  const { person, role, points, levelSteps, record, officer, act, occurredAt, cause } = said;
  const borne = { liability, person, role, points, levelSteps, record };
  return { ...borne, officer, act, occurredAt, cause };
};

const VERSIONS = { LiabilityBorne: liabilityBorne.v, LiabilityEnded: liabilityEnded.v } as const;

/** A word about what somebody bears, as others may see it. @param ruling that it follows; null for none */
export const publishLiability = (
  { type, data }: LiabilityEvent,
  liability: string,
  ruling: string | null,
): Published<LiabilityBorne> => ({
  type,
  v: VERSIONS[type],
  data: { ...named(data, liability), ruling },
});

/** How an act was settled: our own memory of it. */
export const publishSettled = (
  act: Pick<LiabilitySettled, 'officer' | 'act'>,
  all: readonly (readonly [SaidLiability, string])[],
): Published<LiabilitySettled> => ({
  type: 'LiabilitySettled',
  v: 1,
  data: { ...act, liabilities: all.map(([said, id]) => named(said, id)) },
});
