import { inventedIdentityNumber, inventedName } from '../../../demo/bureau/identity.ts';
import type { Door } from '../../../demo/doors/door.ts';
import { mentorsBetween, movesBetween, renewed, rolesBetween, type Move } from './moves.ts';
import type { Names } from './names.ts';
import { DONE, UNSUPPORTED, type LiveAnswer } from './answers.ts';
import type { LiveHeld, LiveLeader, LivePerson, LiveRole, LiveStay } from './wire-people.ts';
import type { LiveStory } from './wire.ts';

/** Tier of those of whom a story tells none: the lowest; scores do not look at it. */
const TIER = 7;

/** Who there is, and how the units hang together. */
export interface Establishment {
  readonly people: Readonly<Record<string, LivePerson>>;
  /** The unit above a unit. */
  readonly units: Readonly<Record<string, string>>;
  readonly budgets: LiveStory['budgets'];
  readonly leaders: readonly LiveLeader[];
}

/** Where people outside the story stand. */
const OTHERS_UNIT = 'OTHERS';
const OTHERS_POST = 'CALL110';

const NOBODY: LivePerson = { stays: [], roles: [], mentors: [] };

const placeLed = ({ unit, office, team, from }: LiveLeader): string =>
  [unit, office, team, from].join();

/** Units and people of a story, through recruitment's doors. */
export class LivePeople {
  private readonly known = new Map<string, LivePerson>();
  private readonly units = new Set<string>();
  /** Officers outside the story who hold seats, by tier. */
  private readonly others = new Map<string, number>();
  private registered = 0;
  private leaders: readonly LiveLeader[] = [];

  /** @param told who there is, and a number of the first that no other person of the system has */
  constructor(
    private readonly hr: Door,
    private readonly names: Names,
    private readonly told: { readonly story: Establishment; readonly first: number },
  ) {}

  /** Registers everybody and tells what they are, and who answers for them, when the story begins. */
  async enlist(): Promise<void> {
    for (const [code, begins] of Object.entries(this.told.story.people)) {
      await this.register(code);
      await this.tellStays(code, begins.stays);
      await this.tellRoles(code, begins.roles);
      await this.tellMentors(code, begins.mentors);
    }
    await this.tellLeaders(this.told.story.leaders);
  }

  /**
   * Hires as many people outside the story as hold seats, by tier, and are not there yet: they stand in a
   * unit of their own, and nothing is told of them.
   */
  async seatOthers(others: Readonly<Record<string, number>>, from: string): Promise<void> {
    for (const [tier, count] of Object.entries(others)) {
      const seated = this.others.get(tier) ?? 0;
      for (let nth = seated + 1; nth <= count; nth += 1) {
        const code = `(other ${tier}/${nth})`;
        await this.register(code);
        const days = { from, to: null, probation: false, tier: Number(tier) };
        const place = { unit: OTHERS_UNIT, post: OTHERS_POST, team: null };
        await this.tellStays(code, [{ ...place, ...days }]);
      }
      this.others.set(tier, Math.max(seated, count));
    }
  }

  private async register(code: string): Promise<void> {
    const officer = this.names.officer(code);
    const at = this.told.first + this.registered;
    this.registered += 1;
    const person = { name: inventedName(at), auxiliaryType: 'DUTY' };
    const identityNumber = inventedIdentityNumber(at);
    await this.hr.post('/v1/officers', { officer, ...person, identityNumber });
  }

  /** The whole history of stays as it is told now. */
  async tellStays(code: string, stays: readonly LiveStay[]): Promise<LiveAnswer> {
    const before = this.known.get(code) ?? NOBODY;
    for (const { unit } of stays) await this.define(unit);
    const moves = movesBetween(before.stays, stays);
    return this.tell(code, moves, { ...before, stays });
  }

  /** The same for roles. */
  async tellRoles(code: string, roles: readonly LiveRole[]): Promise<LiveAnswer> {
    const before = this.known.get(code) ?? NOBODY;
    return this.tell(code, rolesBetween(before.roles, roles), { ...before, roles });
  }

  /** The same for those who are responsible for somebody. */
  async tellMentors(code: string, mentors: readonly LiveHeld[]): Promise<LiveAnswer> {
    const before = this.known.get(code) ?? NOBODY;
    return this.tell(code, mentorsBetween(before.mentors, mentors), { ...before, mentors });
  }

  /** Who leads which unit or team, all of it as it is told now. */
  async tellLeaders(leaders: readonly LiveLeader[]): Promise<LiveAnswer> {
    const told = renewed(this.leaders, leaders, placeLed);
    if (told === undefined) return UNSUPPORTED;
    for (const { unit, team, person, ...held } of told) {
      await this.define(unit);
      await this.hr.post(`/v1/units/${this.names.unit(unit)}/leaders`, {
        ...{ ...held, person: this.names.officer(person), team: team && this.names.unit(team) },
      });
    }
    this.leaders = leaders;
    return DONE;
  }

  private async tell(
    code: string,
    moves: readonly Move[] | undefined,
    after: LivePerson,
  ): Promise<LiveAnswer> {
    if (moves === undefined) return UNSUPPORTED;
    for (const { move, ...said } of moves) {
      const body = this.bodyOf(code, { move, ...said } as Move);
      await this.hr.post(`/v1/officers/${this.names.officer(code)}/${move}`, body);
    }
    this.known.set(code, after);
    return DONE;
  }

  private bodyOf(code: string, move: Move): object {
    switch (move.move) {
      case 'leave':
        return { on: move.on, ground: 'CASE' };
      case 'role':
        return { role: move.role, from: move.from, to: move.to };
      case 'mentor':
        return { mentor: this.names.officer(move.person), from: move.from, to: move.to };
      case 'second-post':
        return { ...this.placeOf(move), to: move.to, share: move.share };
      case 'transfer':
        return { ...this.placeOf(move), badge: this.badgeOf(code) };
      case 'hire': {
        const employment = this.names.id('employment', `${code}/${move.from}`);
        const tier = move.trainee ? null : (move.tier ?? TIER);
        return { ...this.placeOf(move), badge: this.badgeOf(code), employment, tier };
      }
    }
  }

  private placeOf({ unit, post, team, from }: Extract<Move, { readonly unit: string }>): object {
    const inTeam = team === null ? null : this.names.unit(team);
    return { unit: this.names.unit(unit), post, team: inTeam, from };
  }

  private badgeOf(code: string): string {
    return `C${this.names.officer(code)}`;
  }

  /** Sets a unit up below the one above it. */
  private async define(code: string): Promise<void> {
    if (this.units.has(code)) return;
    this.units.add(code);
    const above = this.told.story.units[code];
    if (above !== undefined) await this.define(above);
    await this.hr.post('/v1/units', {
      unit: this.names.unit(code),
      name: { zh: code, en: code },
      parent: above === undefined ? null : this.names.unit(above),
      // A unit without a budget pays what is asked: nothing is refused, and nobody's pay moves another's.
      budgetMode: this.told.story.budgets[code] ?? 'CARRY_POOL',
    });
  }
}
