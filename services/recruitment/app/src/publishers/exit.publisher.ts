import { exitProposed, exitStepRecorded } from '@ywk/contracts';
import type { ExitEvent } from '@ywk/recruitment-domain';

const CONTRACTS = { ExitStepRecorded: exitStepRecorded, ExitProposed: exitProposed } as const;

/** What is on record on the way to an exit, as others see it. */
export const publishExit = ({
  type,
  data,
}: ExitEvent): { readonly type: string; readonly v: number; readonly data: unknown } => ({
  type,
  v: CONTRACTS[type].v,
  data,
});
