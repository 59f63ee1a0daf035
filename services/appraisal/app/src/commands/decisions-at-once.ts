import type { AppendCommand, EventStore, StreamWrite } from '@ywk/event-store';
import { derivedId } from './publishing.ts';

/** So many decisions beside the approval stay within one append. */
const DECISIONS_AT_ONCE = 400;

/** A proposal's approval, and the decisions that it makes. */
export interface Approving {
  readonly proposal: string;
  readonly approver: string;
  /** Without events when the approval was written before. */
  readonly approval: StreamWrite;
  readonly decisions: readonly StreamWrite[];
}

/**
 * Writes the approval with the first decisions, then the rest; done again it writes what is missing.
 * @returns false when somebody else changed the proposal meanwhile
 */
export const decideTogether = async (
  store: EventStore,
  { proposal, approver, approval, decisions }: Approving,
): Promise<boolean> => {
  const isNew = approval.events.length > 0;
  for (let from = 0; from < Math.max(decisions.length, isNew ? 1 : 0); from += DECISIONS_AT_ONCE) {
    const piece = decisions.slice(from, from + DECISIONS_AT_ONCE);
    const command: AppendCommand = {
      commandId: derivedId('approve', proposal, from),
      actor: approver,
      request: `approve|${proposal}|${from}`,
      // Command ids are kept under the log of the first write: it must be the same each time.
      writes: from === 0 && isNew ? [...piece, approval] : piece,
    };
    const [outcome] = await store.append([command]);
    if (outcome?.outcome === 'conflict') return false;
  }
  return true;
};
