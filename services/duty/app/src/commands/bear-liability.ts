import type { LiabilityBorne } from '@ywk/contracts';
import type { AppendCommand, EventStore } from '@ywk/event-store';
import { factPlace } from '../publishers/fact.publisher.ts';
import { publishBorne, publishEnded } from '../publishers/liability.publisher.ts';
import type { Tx } from '../persistence/transaction.ts';
import { liabilityCommandId, newId } from './ids.ts';

/** A word of appraisal about who answers for whom, and the event that says it. */
export interface LiabilityWord {
  readonly eventId: string;
  readonly type: string;
  readonly data: LiabilityBorne;
}

/** Each command adds one event, and an append carries 500. */
const AT_ONCE = 400;

const counts = ({ data }: LiabilityWord): boolean => data.points > 0 || data.levelSteps > 0;

const commandOf = ({ eventId, type, data }: LiabilityWord): AppendCommand => {
  const draft = type === 'LiabilityEnded' ? publishEnded(data) : publishBorne(data);
  return {
    commandId: liabilityCommandId(eventId),
    actor: 'service:appraisal',
    request: eventId,
    writes: [
      {
        ...factPlace(data.person),
        expectedVersion: 'any',
        events: [{ ...draft, eventId: newId(), causationId: eventId }],
      },
    ],
  };
};

/**
 * What somebody bears for the act of another becomes a fact about them, like any other: it is
 * counted, shown, posted when late and objected to as those are. What is only put on record is none.
 */
export class BearLiability {
  constructor(private readonly store: EventStore) {}

  /** Said twice it is taken once. @param tx in which the place in their log moves too */
  async take(words: readonly LiabilityWord[], tx: Tx): Promise<void> {
    const commands = words.filter(counts).map(commandOf);
    for (let from = 0; from < commands.length; from += AT_ONCE) {
      await this.store.append(commands.slice(from, from + AT_ONCE), tx);
    }
  }
}
