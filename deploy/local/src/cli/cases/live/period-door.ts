import { waitFor, type Door } from '../../../demo/doors/door.ts';

const COMPUTABLE_WITHIN_MS = 120_000;

/** The last publication of a unit. */
export interface Publication {
  readonly unit: string;
  readonly revision: number;
  /** Officers whose window it opened. */
  readonly noticed: number;
}

/** Where the close of a month stands, as appraisal tells it. */
export interface PeriodState {
  /** 0 before the first computation. */
  readonly revision: number;
  readonly obstacles: readonly unknown[];
  /** Units that have grades. */
  readonly gradedUnits: readonly string[];
  /** Officers of whom facts wait for the next revision. */
  readonly waiting: number;
  readonly publications: readonly Publication[];
  /** Units whose results must be published yet. */
  readonly unpublished: readonly string[];
}

export const pathOf = (period: string): string => `/v1/periods/month/${period}`;

/**
 * Computes the revision that was asked for, once the markers of every log have been applied.
 * @param path of the period
 */
export const computePeriod = async (door: Door, path: string): Promise<void> => {
  await waitFor(`${path} can be computed`, () => door.get<PeriodState>(path), {
    done: ({ obstacles }) => obstacles.length === 0,
    withinMs: COMPUTABLE_WITHIN_MS,
  });
  await door.post(`${path}/compute`, {});
};

/** Computes what waits as a further revision. @returns where the month stands then */
export const revisePeriod = async (door: Door, period: string): Promise<PeriodState> => {
  const path = pathOf(period);
  const standing = await door.get<PeriodState>(path);
  if (standing.waiting === 0) return standing;
  await door.post(`${path}/revise`, {});
  await computePeriod(door, path);
  return door.get(path);
};
