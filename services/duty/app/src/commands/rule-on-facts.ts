import {
  checkEntered,
  factUnknown,
  stateOf,
  topOf,
  type EntryState,
  type EntryStanding,
  type FactContent,
  type FactOwner,
  type PutVersion,
} from '@ywk/duty-domain';
import { isRejection, Rejection } from '@ywk/kernel';
import type { Connections } from '../persistence/transaction.ts';
import { checkPast, problemOfRejection, type Sender } from './enter-facts.ts';
import type { EntryAnswer, EntryRequest, EntryWriter } from './entry-writer.ts';
import type { FactCatalogues } from './fact-catalogues.ts';
import type { Correction } from './fact-entry.ts';
import { OfficerReach } from './officer-reach.ts';
import type { LineProblem } from './read-line.ts';

/** Who judges or corrects, and in which roles. */
export interface Person extends Sender {
  hasRole(owner: FactOwner): boolean;
}

/** A verdict that somebody asks for. */
export interface Verdict {
  readonly verdict: 'verified' | 'rejected';
  readonly version: number | null;
  readonly reason: string;
}

/** Where a fact stands after a request. */
export interface Ruled {
  readonly fact: string;
  readonly state: EntryStanding;
  readonly version: number;
}

/** The last thing that was said to have happened, for those who change or judge it. */
const latestContent = (state: EntryState): FactContent | undefined => {
  if (state.ruled?.content) return state.ruled.content;
  const versions = [...state.versions].sort(([a], [b]) => b - a);
  return versions.find(([, { content }]) => content !== null)?.[1].content ?? undefined;
};

const known = (state: EntryState | undefined) => {
  const content = state === undefined ? undefined : latestContent(state);
  const subject = state?.subject ?? null;
  if (subject === null || content === undefined) {
    throw factUnknown();
  }
  return { subject, content };
};

const notOwner = (code: string, owner: FactOwner | undefined): Rejection =>
  new Rejection(
    'NOT_OWNER',
    {
      zh: `代码${code}的事实由以下角色核验：${owner ?? '无'}。`,
      en: `Facts of ${code} are verified by: ${owner ?? 'nobody'}.`,
    },
    { owner: owner ?? null },
  );

const ruledOf = (fact: string, answer: EntryAnswer | undefined): Ruled => {
  if (answer === undefined) throw new TypeError('A fact was left without an answer.');
  if ('refusal' in answer) throw answer.refusal;
  return { fact, state: stateOf(answer.state), version: topOf(answer.state) };
};

/** Verification, rejection, correction and withdrawal of entered facts. */
export class RuleOnFacts {
  constructor(
    private readonly db: Connections,
    private readonly writer: EntryWriter,
    private readonly catalogues: FactCatalogues,
  ) {}

  /** @throws Rejection FACT_UNKNOWN, NOT_OWNER, SAME_PERSON and those of the domain */
  async judge(fact: string, verdict: Verdict, person: Person): Promise<Ruled> {
    const states = await this.writer.states([fact]);
    const reach = new OfficerReach(this.db, person);
    const request = await this.judging(fact, states.get(fact), { verdict, person, reach });
    const [answer] = await this.writer.write([request], person.actor);
    return ruledOf(fact, answer);
  }

  /** Verifies many, each on its own; answers in the order given. */
  async verifyMany(facts: readonly string[], person: Person): Promise<(Ruled | LineProblem)[]> {
    const states = await this.writer.states(facts);
    const reach = new OfficerReach(this.db, person);
    const verdict = { verdict: 'verified', version: null, reason: '' } as const;
    const answers: (Ruled | LineProblem)[] = [];
    const requests: { readonly at: number; readonly request: EntryRequest }[] = [];
    for (const [at, fact] of facts.entries()) {
      try {
        const request = await this.judging(fact, states.get(fact), { verdict, person, reach });
        requests.push({ at, request });
      } catch (error) {
        if (!isRejection(error)) throw error;
        answers[at] = problemOfRejection(error);
      }
    }
    const written = await this.writer.write(
      requests.map(({ request }) => request),
      person.actor,
    );
    for (const [which, { at, request }] of requests.entries()) {
      const answer = written[which];
      const refused = answer !== undefined && 'refusal' in answer;
      answers[at] = refused ? problemOfRejection(answer.refusal) : ruledOf(request.fact, answer);
    }
    return answers;
  }

  /** Enters a higher version of what was entered. @throws Rejection */
  async correct(fact: string, change: Correction, person: Person): Promise<Ruled> {
    const { version, ...members } = change;
    return this.put(fact, person, { version, content: (old) => ({ ...old, ...members }) });
  }

  /** Takes back what was entered. @throws Rejection */
  async withdraw(
    fact: string,
    { reason, version }: { reason: string; version: number | undefined },
    person: Person,
  ): Promise<Ruled> {
    return this.put(fact, person, { version, content: () => null, reason });
  }

  private async put(
    fact: string,
    person: Person,
    change: {
      readonly version: number | undefined;
      readonly content: (old: FactContent) => FactContent | null;
      readonly reason?: string;
    },
  ): Promise<Ruled> {
    const { subject, content: old } = known((await this.writer.states([fact])).get(fact));
    const catalogue = await this.catalogues.active();
    const content = change.content(old);
    const reach = new OfficerReach(this.db, person);
    await reach.checkFor({ ...subject, occurredAt: old.occurredAt }, factUnknown());
    if (content !== null) {
      await reach.check({ ...subject, occurredAt: content.occurredAt });
      checkPast(content.occurredAt);
      checkEntered({ ...subject, ...content }, catalogue);
    }
    const data: PutVersion = {
      ...subject,
      version: change.version ?? null,
      content,
      reason: change.reason ?? null,
      author: person.actor,
      atOnce: person.machine || catalogue.find(subject.code)?.owner === 'machine',
    };
    const [answer] = await this.writer.write(
      [{ fact, command: { type: 'Put', data } }],
      person.actor,
    );
    return ruledOf(fact, answer);
  }

  private async judging(
    fact: string,
    state: EntryState | undefined,
    by: { verdict: Verdict; person: Person; reach: OfficerReach },
  ): Promise<EntryRequest> {
    const { subject, content } = known(state);
    const { person, reach, verdict } = by;
    await reach.checkFor({ ...subject, occurredAt: content.occurredAt }, factUnknown());
    const owner = (await this.catalogues.active()).find(subject.code)?.owner;
    if (owner === undefined || !person.hasRole(owner)) {
      throw notOwner(subject.code, owner);
    }
    const { actor: verifier, officer } = person;
    return { fact, command: { type: 'Judge', data: { ...verdict, verifier, officer } } };
  }
}
