import { inventedIdentityNumber, inventedName } from '../../../demo/bureau/identity.ts';
import type { Door } from '../../../demo/doors/door.ts';
import { movesBetween, type Move } from './moves.ts';
import type { Names } from './names.ts';
import { DONE, UNSUPPORTED, type LiveAnswer, type LiveStay, type LiveStory } from './wire.ts';

/** Tier of those who are no trainees: the lowest; scores do not look at it. */
const TIER = 7;

/** Units and people of a story, through recruitment's doors. */
export class LivePeople {
  private readonly stays = new Map<string, readonly LiveStay[]>();
  private readonly units = new Set<string>();

  /** @param told the story, and a number of its first person that no other person of the system has */
  constructor(
    private readonly hr: Door,
    private readonly names: Names,
    private readonly told: { readonly story: LiveStory; readonly first: number },
  ) {}

  /** Registers everybody and tells the stays with which the story begins. */
  async enlist(): Promise<void> {
    for (const [at, [code, stays]] of Object.entries(this.told.story.people).entries()) {
      const officer = this.names.officer(code);
      const person = { name: inventedName(this.told.first + at), auxiliaryType: 'DUTY' };
      const identityNumber = inventedIdentityNumber(this.told.first + at);
      await this.hr.post('/v1/officers', { officer, ...person, identityNumber });
      await this.tell(code, stays);
    }
  }

  /** The whole history of stays as it is told now. */
  async tell(code: string, stays: readonly LiveStay[]): Promise<LiveAnswer> {
    const moves = movesBetween(this.stays.get(code) ?? [], stays);
    if (moves === undefined) return UNSUPPORTED;
    for (const { unit } of stays) await this.define(unit);
    for (const move of moves) await this.move(code, move);
    this.stays.set(code, stays);
    return DONE;
  }

  private async move(code: string, move: Move): Promise<void> {
    const officer = this.names.officer(code);
    const path = `/v1/officers/${officer}/${move.move}`;
    if (move.move === 'leave') {
      await this.hr.post(path, { on: move.on, ground: 'CASE' });
      return;
    }
    const { from, post } = move;
    const unit = this.names.unit(move.unit);
    const team = move.team === null ? null : this.names.unit(move.team);
    const place = { unit, post, team, from, badge: `C${officer}` };
    const employment = { employment: this.names.id('employment', `${code}/${from}`) };
    const tier = move.move === 'hire' && move.trainee ? null : TIER;
    await this.hr.post(path, move.move === 'hire' ? { ...place, ...employment, tier } : place);
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
      budgetMode: 'SCALE',
    });
  }
}
