import { DoorRefused } from '../../../demo/doors/door.ts';
import { LiveAppeals } from './appeals.ts';
import { addCodes } from './catalogue.ts';
import { LiveCareers } from './careers.ts';
import { LiveConduct } from './conduct.ts';
import { LiveFacts } from './facts.ts';
import { LiveFigures } from './figures.ts';
import { LiveGrades } from './grades.ts';
import { LiveHistory } from './history.ts';
import { LiveMonths } from './months.ts';
import { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { LivePay } from './pay.ts';
import { LivePeople } from './people.ts';
import { LivePublications } from './publications.ts';
import { LiveReviews } from './reviews.ts';
import { LiveSchemes } from './rules.ts';
import { DONE, type LiveAnswer } from './answers.ts';
import { LiveYears } from './years.ts';
import type { LiveAsk, LiveStory } from './wire.ts';

type Act<Name> = Extract<LiveAsk, { readonly act: Name }>;

const refusedBy = (error: unknown): LiveAnswer => {
  if (!(error instanceof DoorRefused) || error.code === undefined) throw error;
  return { kind: 'REFUSED', code: error.code, detail: error.message, facts: error.facts };
};

/** Who was there before the first person of a story. */
const BEFORE = 1;

/** Puts the rules of a story in force. @returns what a door refused of them, if it did */
const begunRules = async (
  system: OwnSystem,
  { history: past, rules }: LiveStory,
  { names, person }: { readonly names: Names; readonly person: number },
): Promise<LiveSchemes | LiveAnswer> => {
  if (past === null) return new LiveSchemes(system, null);
  const history = new LiveHistory(system, names, past);
  await history.begin(person);
  await addCodes(system, rules.codes);
  const schemes = new LiveSchemes(system, history);
  const begun = await schemes.begin(rules.documents).catch(refusedBy);
  return begun.kind === 'DONE' ? schemes : begun;
};

/** One story on a running system. */
export class LivePlay {
  private readonly facts: LiveFacts;
  private readonly grades: LiveGrades;
  private readonly months: LiveMonths;
  private readonly publications: LivePublications;
  private readonly figures: LiveFigures;
  private readonly appeals: LiveAppeals;
  private readonly careers: LiveCareers;
  private readonly conduct: LiveConduct;
  private readonly pay: LivePay;
  private readonly years: LiveYears;
  private readonly reviews: LiveReviews;

  private constructor(
    private readonly system: OwnSystem,
    names: Names,
    private readonly told: { readonly people: LivePeople; readonly schemes: LiveSchemes },
  ) {
    this.facts = new LiveFacts(system, names, told.schemes);
    this.grades = new LiveGrades(system, names);
    this.months = new LiveMonths(system, names, this.grades);
    this.publications = new LivePublications(system, names, this.grades);
    this.figures = new LiveFigures(system, names);
    this.appeals = new LiveAppeals(system, names);
    this.careers = new LiveCareers(system, names, told.people);
    this.conduct = new LiveConduct(system, names);
    this.pay = new LivePay(system, names);
    this.years = new LiveYears(system, names);
    this.reviews = new LiveReviews(system, names);
  }

  /**
   * Sets up what a story begins with.
   * @param place number of this story on the system, from 0, and of its first person
   * @returns the play, or what a door refused of its rules
   */
  static async begin(
    system: OwnSystem,
    story: LiveStory,
    place: { readonly story: number; readonly person: number },
  ): Promise<LivePlay | LiveAnswer> {
    const names = new Names(story.alone ? '' : `@case-${place.story}`);
    const hr = await system.as('case-hr', ['hr'], 'recruitment');
    const schemes = await begunRules(system, story, { names, person: place.person });
    if ('kind' in schemes) return schemes;
    system.setTime(story.at);
    const first = place.person + BEFORE;
    const people = new LivePeople(hr, names, { story, first });
    await people.enlist();
    await system.settled();
    return new LivePlay(system, names, { people, schemes });
  }

  /** Does or answers what is asked; what a door refuses has no effect. */
  async answer(ask: LiveAsk): Promise<LiveAnswer> {
    this.system.setTime(ask.at);
    try {
      return await ('act' in ask ? this.act(ask) : this.find(ask));
    } catch (error) {
      return refusedBy(error);
    }
  }

  private act(ask: Extract<LiveAsk, { readonly act: string }>): Promise<LiveAnswer> {
    switch (ask.act) {
      case 'STAYS':
        return this.heard(this.told.people.tellStays(ask.officer, ask.stays));
      case 'ROLES':
        return this.heard(this.told.people.tellRoles(ask.officer, ask.roles));
      case 'MENTORS':
        return this.heard(this.told.people.tellMentors(ask.officer, ask.mentors));
      case 'LEADERS':
        return this.heard(this.told.people.tellLeaders(ask.leaders));
      case 'RULES':
        return this.rule(ask);
      case 'CLOSE':
        return this.months.close(ask.period);
      case 'PUBLISH':
        return this.publications.publish(ask);
      case 'OBJECT':
      case 'APPEAL':
      case 'RULE':
        return this.appeals.perform(ask);
      case 'FINALISE':
        return this.publications.finalise(ask.period);
      case 'TIER':
        return ask.tier.kind === 'CONDUCT' || ask.tier.kind === 'LEAVE'
          ? this.conduct.perform(ask.tier)
          : this.careers.perform(ask.tier);
      case 'PAY_RUN':
        return this.pay.lock(ask.run);
      case 'REVIEW':
        return this.reviews.perform(ask.review);
      case 'RESTART':
        return this.heard(this.system.restart().then(() => DONE));
      case 'TELL':
      case 'CORRECT':
      case 'WITHDRAW':
        return this.facts.perform(ask);
    }
  }

  /** Facts are entered about people whom duty has heard of. */
  private async heard(told: Promise<LiveAnswer>): Promise<LiveAnswer> {
    const answer = await told;
    await this.system.settled();
    return answer;
  }

  /** What waited for rules is counted when there are some. */
  private async rule(ask: Act<'RULES'>): Promise<LiveAnswer> {
    const answer = await this.told.schemes.put(ask);
    await this.facts.replay();
    return answer;
  }

  private async find(ask: Extract<LiveAsk, { readonly ask: string }>): Promise<LiveAnswer> {
    if (ask.ask === 'COPY') return this.told.schemes.copy(ask.month);
    await this.system.settled();
    switch (ask.ask) {
      case 'SHEET':
        return this.months.sheet(ask.officer, ask.period);
      case 'LIABLE':
        return this.figures.liable(ask);
      case 'NOTICES':
        return this.publications.notices(ask.period);
      case 'TIER':
        return this.careers.standing(ask.officer, ask.on);
      case 'TIER_RUN':
        return this.careers.run(ask.year);
      case 'LEVELS':
        return typeof ask.of === 'number'
          ? this.years.levels(ask.unit, ask.of)
          : this.grades.levels(ask.unit, ask.of);
      case 'PAY_LINES':
        return this.pay.lines(ask.officer);
      case 'POOLED':
        return this.figures.pooled(ask);
      case 'YEAR':
        return this.figures.year(ask, await this.reviews.settle(ask.officer, ask.year));
    }
  }
}
