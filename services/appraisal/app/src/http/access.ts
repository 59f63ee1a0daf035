import type { Label } from '@ywk/kernel';
import { Problem, pathIn, type Caller } from '@ywk/platform';
import { unitParents, unitsOfOfficers } from '../persistence/access.store.ts';
import type { Connections } from '../persistence/database.ts';
import type { RuleSource } from '../persistence/rules-in-force.ts';

const unknown = (code: string, detail: Label): Problem =>
  new Problem({ code, status: 404, title: { zh: '未找到', en: 'Not found' }, detail });

const isUnder = (parents: ReadonlyMap<string, string | null>, unit: string, root: string) =>
  pathIn(parents, unit)?.includes(root) ?? false;

/** Who may see and do what to whom: officers themselves, others the units of their token. */
export class Access {
  constructor(
    private readonly pool: Connections,
    private readonly rules: RuleSource,
  ) {}

  /**
   * Lets a caller act on a unit. To whom does not reach all of them, one that is not there is like
   * one that is not theirs.
   * @throws Problem UNIT_UNKNOWN, UNIT_OUT_OF_SCOPE
   */
  async requireUnit(caller: Caller, unit: string): Promise<void> {
    const path = pathIn(await unitParents(this.pool), unit);
    if (path === undefined && caller.reachesAll) {
      throw unknown('UNIT_UNKNOWN', {
        zh: `没有代码为${unit}的单位。`,
        en: `No unit has the code ${unit}.`,
      });
    }
    caller.requireReach(path ?? [unit]);
  }

  /** Whether something about a unit is there for a caller. */
  async reaches(caller: Caller, unit: string): Promise<boolean> {
    if (caller.onlySelf) return false;
    return caller.mayReach(pathIn(await unitParents(this.pool), unit) ?? [unit]);
  }

  /** Whether a caller stands above a unit: reaches the one over it, and of a root everything. */
  async isAbove(caller: Caller, unit: string): Promise<boolean> {
    const over = pathIn(await unitParents(this.pool), unit)?.slice(0, -1) ?? [];
    return over.length === 0 ? caller.reachesAll : caller.mayReach(over);
  }

  /** Lets a caller act on the whole bureau. @throws Problem UNIT_OUT_OF_SCOPE */
  requireAll(caller: Caller): void {
    if (!caller.reachesAll) caller.requireReach([]);
  }

  /**
   * Lets officers see themselves, and others those who stand in their units. Who stands elsewhere is
   * like who is not there.
   * @throws Problem OFFICER_UNKNOWN
   */
  async requireOfficer(caller: Caller, officer: string, period?: string): Promise<void> {
    if (caller.officer === officer) return;
    if (caller.reachesAll && !caller.onlySelf) return;
    const unit = await this.unitOf(officer, period);
    if (unit !== undefined && (await this.reaches(caller, unit))) return;
    throw unknown('OFFICER_UNKNOWN', {
      zh: '本人管辖的单位内没有此编号的人员。',
      en: 'No officer of your units has this id.',
    });
  }

  /** In which an officer stands, or stood in a month. */
  private async unitOf(officer: string, period?: string): Promise<string | undefined> {
    const { months } = await this.rules.read(this.pool);
    const days = period === undefined ? undefined : months.boundsOf(period);
    return (await unitsOfOfficers(this.pool, [officer], days)).get(officer);
  }

  /** The officers among these whom the caller reaches. */
  async reachable(caller: Caller, officers: readonly string[]): Promise<ReadonlySet<string>> {
    if (caller.reachesAll) return new Set(officers);
    const units = await unitsOfOfficers(this.pool, officers);
    const parents = await unitParents(this.pool);
    const reached = officers.filter((officer) => {
      const unit = units.get(officer);
      return unit !== undefined && caller.mayReach(pathIn(parents, unit) ?? [unit]);
    });
    return new Set(reached);
  }

  /**
   * Codes of a unit and all below it; without a unit, of everything the caller reaches.
   * @throws Problem UNIT_UNKNOWN, UNIT_OUT_OF_SCOPE
   */
  async unitsUnder(caller: Caller, unit?: string): Promise<string[]> {
    const parents = await unitParents(this.pool);
    if (unit !== undefined) {
      await this.requireUnit(caller, unit);
      return [...parents.keys()].filter((code) => isUnder(parents, code, unit));
    }
    return [...parents.keys()].filter((code) => caller.mayReach(pathIn(parents, code) ?? [code]));
  }
}
