import type { CommendationGranted, MatterRewarded } from '@ywk/contracts';
import {
  awardFact,
  awardRule,
  checkEntered,
  commendationDecider,
  commendationUnknown,
  rewardedOnce,
  type CommendationCommand,
  type CommendationEvent,
  type CommendationState,
  type ConductRules,
  type ProposedCommendation,
} from '@ywk/duty-domain';
import type { StoredEvent, StreamWrite } from '@ywk/event-store';
import { Rejection } from '@ywk/kernel';
import { actTime } from '@ywk/platform';
import type { Connections } from '../persistence/transaction.ts';
import {
  conductPlace,
  matterPlace,
  publishGranted,
  publishMatter,
  publishRevoked,
} from '../publishers/conduct.publisher.ts';
import { checkDay } from './conduct-day.ts';
import { writeOf, type ConductWriter, type Stepped, type VouchedFact } from './conduct-writer.ts';
import { checkPast } from './enter-facts.ts';
import type { FactCatalogues } from './fact-catalogues.ts';
import { conductFactId } from './ids.ts';
import { OfficerReach } from './officer-reach.ts';
import type { Leader } from './wrong-dispatch.ts';

type Said = { readonly on: string; readonly evidence: string };

/** A step as it came. */
export type AwardStep =
  | (Said & { readonly type: 'Verify' | 'Annul' })
  | (Said & {
      readonly type: 'Decide';
      readonly grants: boolean;
      /** Fen; null where the catalogue states it. */
      readonly amount: number | null;
    });

type Decided = Stepped<CommendationState, CommendationEvent>;

const byOf = ({ actor, officer }: Leader) => ({ account: actor, officer });

const changed = ({ before, after }: Decided): boolean =>
  before.decided !== after.decided || before.annulled !== after.annulled;

/** What others hear: each officer's commendation, or that it was annulled. */
const wordsOf = ({ after }: Decided): StreamWrite[] => {
  const { proposed, decided, annulled } = after;
  if (proposed === null || decided === null) return [];
  const now = actTime();
  return decided.granted.map(({ officer, amount }) => {
    const data: CommendationGranted = {
      ...{ conduct: proposed.commendation, officer, code: proposed.code, amount },
      ...{ on: decided.on, matter: proposed.matter, evidence: decided.evidence },
    };
    const word = annulled ? publishRevoked(data, now) : publishGranted(data, now);
    return writeOf(conductPlace(officer), [word]);
  });
};

const factsOf = ({ after, events }: Decided, rules: ConductRules): VouchedFact[] => {
  const { proposed, decided, annulled, verifier } = after;
  const [event] = events;
  if (proposed === null || decided === null || event === undefined) return [];
  const code = awardFact(rules, proposed);
  const { occurredAt, commendation, author } = proposed;
  const voucher = 'reviewer' in event.data ? event.data.reviewer : decided.decider;
  const content = {
    ...{ occurredAt, amounts: {}, evidence: decided.evidence, source: 'commendation' },
    ...{ reference: commendation, actId: null },
  };
  return decided.granted.flatMap(({ officer, fact }) =>
    fact === null || code === null
      ? []
      : [
          {
            ...{ author: verifier ?? author, verifier: voucher },
            subject: { fact, officer, code },
            content: annulled ? null : content,
          },
        ],
  );
};

/** Commendations, as people propose, verify, decide and annul them (DOMAIN 2.18). */
export class Commendations {
  constructor(
    private readonly db: Connections,
    private readonly writer: ConductWriter,
    private readonly catalogues: FactCatalogues,
  ) {}

  /** @throws Rejection of the domain; OFFICER_UNKNOWN, FOREIGN_UNIT, FUTURE_TIME */
  async propose(proposal: ProposedCommendation, person: Leader): Promise<CommendationState> {
    const { officers, occurredAt, on, evidence, code } = proposal;
    checkPast(occurredAt);
    checkDay(on);
    const catalogue = await this.catalogues.active();
    awardRule(catalogue.conduct, code);
    const fact = awardFact(catalogue.conduct, proposal);
    if (fact !== null) checkEntered({ code: fact, occurredAt, amounts: {}, evidence }, catalogue);
    const reach = new OfficerReach(this.db, person);
    for (const officer of officers) await reach.check({ officer, occurredAt });
    const data = { ...proposal, by: byOf(person) };
    return this.act(proposal.commendation, person, () => ({ type: 'Propose', data }));
  }

  /** @throws Rejection of the domain; AWARD_REPEATED; COMMENDATION_UNKNOWN for that of others */
  async step(id: string, step: AwardStep, person: Leader): Promise<CommendationState> {
    checkDay(step.on);
    return this.act(id, person, async ({ proposed }) => {
      const officers = proposed?.officers ?? [];
      const reach = new OfficerReach(this.db, person);
      for (const officer of officers) {
        const concerned = { officer, occurredAt: proposed?.occurredAt ?? '' };
        await reach.checkFor(concerned, commendationUnknown());
      }
      const data = { ...step, commendation: id, by: byOf(person) };
      if (step.type !== 'Decide') return { type: step.type, data } as CommendationCommand;
      const earlier = await this.earlier(officers, step.on);
      const facts = officers.map((officer) => conductFactId(id, officer));
      return { type: 'Decide', data: { ...data, ...step, earlier, facts } };
    });
  }

  private async act(
    id: string,
    { actor }: Leader,
    command: (state: CommendationState) => CommendationCommand | Promise<CommendationCommand>,
  ): Promise<CommendationState> {
    const rules = (await this.catalogues.active()).conduct;
    const { after } = await this.writer.act({
      ...{ kind: 'COMMENDATION', id, decider: commendationDecider(rules), actor, command },
      beside: async (stepped) =>
        changed(stepped)
          ? [
              ...(await this.matterWrites(stepped, rules)),
              ...(await this.writer.factWrites(factsOf(stepped, rules))),
              ...wordsOf(stepped),
            ]
          : [],
    });
    return after;
  }

  /** One case, one award: it is taken by the first that is granted. @throws Rejection AWARD_REPEATED */
  private async matterWrites({ after }: Decided, rules: ConductRules): Promise<StreamWrite[]> {
    const { proposed, decided, annulled } = after;
    if (proposed === null || decided?.granted.length === 0) return [];
    const writes: StreamWrite[] = [];
    for (const matter of rewardedOnce(proposed, rules)) {
      writes.push(...(await this.matterWrite(matter, proposed, annulled)));
    }
    return writes;
  }

  private async matterWrite(
    matter: string,
    { commendation, series }: Pick<ProposedCommendation, 'commendation' | 'series'>,
    annulled: boolean,
  ): Promise<StreamWrite[]> {
    const place = matterPlace(matter);
    const stored = await this.writer.store.readStream(place);
    const last = stored.at(-1)?.data as MatterRewarded | undefined;
    if (!annulled) refuseRepeated(last, { commendation, series });
    // The series may have been paid case by case when it was granted: then it is another's.
    else if (last?.commendation !== commendation) return [];
    const data = { matter, commendation: annulled ? null : commendation };
    return [writeOf(place, [publishMatter(data, actTime())], stored.length)];
  }

  /** Awards for cases that officers had before a day in its calendar year. */
  private async earlier(officers: readonly string[], on: string): Promise<number[]> {
    const counts: number[] = [];
    for (const officer of officers) {
      const stored = await this.writer.store.readStream(conductPlace(officer));
      counts.push(awardsBefore(stored, on));
    }
    return counts;
  }
}

const refuseRepeated = (
  last: MatterRewarded | undefined,
  { commendation, series }: Pick<ProposedCommendation, 'commendation' | 'series'>,
): void => {
  const by = last?.commendation ?? commendation;
  if (last === undefined || by === commendation) return;
  const asSeries = last.matter === series;
  throw new Rejection(
    'AWARD_REPEATED',
    {
      zh: `${asSeries ? '系列案' : '案件'}${last.matter}已由表彰${by}奖励。`,
      en: `The ${asSeries ? 'series' : 'case'} ${last.matter} is rewarded already by ${by}.`,
    },
    { pointer: asSeries ? '/series' : '/matter', commendation: by },
  );
};

const countsBefore = ({ matter, on: day }: CommendationGranted, on: string): boolean =>
  matter !== null && day.slice(0, 4) === on.slice(0, 4) && day <= on;

const awardsBefore = (stored: readonly StoredEvent[], on: string): number => {
  const held = new Set<string>();
  for (const { type, data } of stored) {
    if (!type.startsWith('Commendation')) continue;
    const granted = data as CommendationGranted;
    if (type === 'CommendationRevoked') held.delete(granted.conduct);
    else if (countsBefore(granted, on)) held.add(granted.conduct);
  }
  return held.size;
};
