import type { ContractRegistry, EventEnvelope } from '@ywk/contracts';
import type { Dispatch } from '@ywk/messaging';
import type { PoolClient } from 'pg';
import { Application } from '../follower/apply.ts';
import { pendingOf } from '../follower/intake.ts';
import type { Refusal } from '../follower/track.ts';

export interface Trial {
  readonly tx: PoolClient;
  readonly registry: ContractRegistry;
  readonly dispatch: Dispatch;
}

/**
 * Applies one event in the open transaction. @returns why it cannot be applied; then it has no effect
 * @throws an error of the database that may pass
 */
export const tryAlone = async (
  { tx, registry, dispatch }: Trial,
  event: EventEnvelope,
): Promise<Refusal | undefined> => {
  const application = new Application(tx, dispatch, new Set());
  await application.isolated([pendingOf(registry, event, null)]);
  return application.parked[0]?.refusal;
};
