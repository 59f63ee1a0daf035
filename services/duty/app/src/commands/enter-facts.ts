import {
  checkEntered,
  stateOf,
  topOf,
  type EntryStanding,
  type FactCatalogue,
} from '@ywk/duty-domain';
import { isRejection, Rejection, type Instant } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import type { Connections } from '../persistence/transaction.ts';
import type { EntryAnswer, EntryRequest, EntryWriter } from './entry-writer.ts';
import type { FactCatalogues } from './fact-catalogues.ts';
import type { FactEntry } from './fact-entry.ts';
import { OfficerReach } from './officer-reach.ts';
import type { LineProblem } from './read-line.ts';
import type { Leader } from './wrong-dispatch.ts';

/** Who enters, and whether it is a machine. */
export interface Sender extends Leader {
  readonly machine: boolean;
}

/** `superseded`: taken in, but a higher version is known and holds. */
export interface Entered {
  readonly outcome: 'accepted' | 'duplicate' | 'superseded';
  readonly state: EntryStanding;
}

export type EntryOutcome = Entered | LineProblem;

const MAX_AHEAD_MS = 5 * 60_000;

/** A refusal in the words of a line. */
export const problemOfRejection = ({ code, detail, details, facts }: Rejection): LineProblem => {
  const pointer = facts['pointer'];
  return { code, detail, details, pointer: typeof pointer === 'string' ? pointer : '' };
};

const outcomeOf = (answer: EntryAnswer | undefined): EntryOutcome => {
  if (answer === undefined) throw new TypeError('A fact was left without an answer.');
  if ('refusal' in answer) return problemOfRejection(answer.refusal);
  const { state, events } = answer;
  const [event] = events;
  if (event === undefined) return { outcome: 'duplicate', state: stateOf(state) };
  const outcome =
    'version' in event.data && event.data.version < topOf(state) ? 'superseded' : 'accepted';
  return { outcome, state: stateOf(state) };
};

/** @throws Rejection FUTURE_TIME */
export const checkPast = (occurredAt: Instant): void => {
  if (Date.parse(occurredAt) <= Date.parse(actTime()) + MAX_AHEAD_MS) return;
  throw new Rejection(
    'FUTURE_TIME',
    { zh: '该时间在将来。', en: 'The moment lies in the future.' },
    { pointer: '/occurredAt' },
  );
};

/** Facts that the feed lacks, entered by those who answer for them. */
export class EnterFacts {
  constructor(
    private readonly db: Connections,
    private readonly writer: EntryWriter,
    private readonly catalogues: FactCatalogues,
  ) {}

  /** Enters facts, each accepted or refused on its own; answers in the order given. */
  async enter(
    entries: readonly (FactEntry | LineProblem)[],
    sender: Sender,
  ): Promise<EntryOutcome[]> {
    const reach = new OfficerReach(this.db, sender);
    const catalogue = await this.catalogues.active();
    const checked: (EntryRequest | LineProblem)[] = [];
    for (const entry of entries) {
      const problem = !('fact' in entry);
      checked.push(problem ? entry : await this.checked(entry, { sender, reach, catalogue }));
    }
    const requests = checked.filter((one): one is EntryRequest => 'fact' in one);
    const answers = await this.writer.write(requests, sender.actor);
    const settled = new Map(requests.map((request, at) => [request, outcomeOf(answers[at])]));
    return checked.map((one) => ('fact' in one ? (settled.get(one) as EntryOutcome) : one));
  }

  private async checked(
    entry: FactEntry,
    by: { sender: Sender; reach: OfficerReach; catalogue: FactCatalogue },
  ): Promise<EntryRequest | LineProblem> {
    try {
      return await this.requestOf(entry, by);
    } catch (error) {
      if (isRejection(error)) return problemOfRejection(error);
      throw error;
    }
  }

  private async requestOf(
    entry: FactEntry,
    { sender, reach, catalogue }: { sender: Sender; reach: OfficerReach; catalogue: FactCatalogue },
  ): Promise<EntryRequest> {
    const { fact, code, occurredAt, amounts, evidence, source, reference, actId } = entry;
    const rule =
      entry.withdrawn === null ? checkEntered(entry, catalogue) : catalogue.find(entry.code);
    checkPast(occurredAt);
    const officer = entry.officer ?? (await reach.holderOf(entry.badge ?? '', occurredAt));
    await reach.check({ officer, occurredAt });
    const said = { occurredAt, amounts, evidence, source, reference, actId };
    const content = entry.withdrawn === null ? said : null;
    return {
      fact,
      command: {
        type: 'Put',
        data: {
          fact,
          officer,
          code,
          version: entry.version,
          content,
          reason: entry.withdrawn,
          author: sender.actor,
          atOnce: sender.machine || rule?.owner === 'machine',
        },
      },
    };
  }
}
