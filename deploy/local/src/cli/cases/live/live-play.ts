import { DoorRefused } from '../../../demo/doors/door.ts';
import { LiveFacts } from './facts.ts';
import { LiveMonths } from './months.ts';
import { Names } from './names.ts';
import type { OwnSystem } from './own-system.ts';
import { LivePeople } from './people.ts';
import { LiveSchemes } from './rules.ts';
import type { LiveAnswer, LiveAsk, LiveStory } from './wire.ts';

/** One story on a running system. */
export class LivePlay {
  private readonly facts: LiveFacts;
  private readonly months: LiveMonths;
  private readonly schemes: LiveSchemes;

  private constructor(
    private readonly system: OwnSystem,
    private readonly people: LivePeople,
    names: Names,
  ) {
    this.facts = new LiveFacts(system, names);
    this.months = new LiveMonths(system, names);
    this.schemes = new LiveSchemes(system);
  }

  /**
   * Sets up what a story begins with.
   * @param place number of this story on the system, from 0, and of its first person
   */
  static async begin(
    system: OwnSystem,
    story: LiveStory,
    place: { readonly story: number; readonly person: number },
  ): Promise<LivePlay> {
    const names = new Names(story.alone ? '' : `@case-${place.story}`);
    const hr = await system.as('case-hr', ['hr'], 'recruitment');
    system.setTime(story.at);
    const people = new LivePeople(hr, names, { story, first: place.person });
    await people.enlist();
    await system.settled();
    return new LivePlay(system, people, names);
  }

  /** Does or answers what is asked; what a door refuses has no effect. */
  async answer(ask: LiveAsk): Promise<LiveAnswer> {
    this.system.setTime(ask.at);
    try {
      return await ('act' in ask ? this.act(ask) : this.find(ask));
    } catch (error) {
      if (!(error instanceof DoorRefused) || error.code === undefined) throw error;
      return { kind: 'REFUSED', code: error.code, detail: error.message };
    }
  }

  private act(ask: Extract<LiveAsk, { readonly act: string }>): Promise<LiveAnswer> {
    switch (ask.act) {
      case 'STAYS':
        return this.move(ask);
      case 'RULES':
        return this.schemes.put(ask);
      case 'CLOSE':
        return this.months.close(ask.period);
      case 'TELL':
      case 'CORRECT':
      case 'WITHDRAW':
        return this.facts.perform(ask);
    }
  }

  /** Facts are entered about people whom duty has heard of. */
  private async move({ officer, stays }: Extract<LiveAsk, { readonly act: 'STAYS' }>) {
    const answer = await this.people.tell(officer, stays);
    await this.system.settled();
    return answer;
  }

  private async find(ask: Extract<LiveAsk, { readonly ask: string }>): Promise<LiveAnswer> {
    if (ask.ask === 'COPY') return this.schemes.copy(ask.month);
    await this.system.settled();
    return this.months.sheet(ask.officer, ask.period);
  }
}
