import { Problem, pathIn, type Caller } from '@ywk/platform';
import { unitParents, unitsOfOfficers } from '../persistence/access.store.ts';
import type { Connections } from '../persistence/database.ts';

const unknown = (code: string, detail: string): Problem =>
  new Problem({ code, status: 404, title: { zh: '未找到', en: 'Not found' }, detail });

const isUnder = (parents: ReadonlyMap<string, string | null>, unit: string, root: string) =>
  pathIn(parents, unit)?.includes(root) ?? false;

/** Who may see and do what to whom: officers themselves, others the units of their token. */
export class Access {
  constructor(private readonly pool: Connections) {}

  /**
   * Lets a caller act on a unit.
   * @throws Problem UNIT_UNKNOWN, UNIT_OUT_OF_SCOPE
   */
  async requireUnit(caller: Caller, unit: string): Promise<void> {
    const path = pathIn(await unitParents(this.pool), unit);
    if (path === undefined) throw unknown('UNIT_UNKNOWN', `No unit has the code ${unit}.`);
    caller.requireReach(path);
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
   * Lets officers see themselves, and others those who stand in their units.
   * @throws Problem OFFICER_UNKNOWN, UNIT_OUT_OF_SCOPE
   */
  async requireOfficer(caller: Caller, officer: string, period?: string): Promise<void> {
    if (caller.officer === officer) return;
    const onlyOneself = caller.roles.every((role) => role === 'officer');
    if (onlyOneself) caller.requireReach([]);
    if (caller.reachesAll && !onlyOneself) return;
    const unit = (await unitsOfOfficers(this.pool, [officer], period)).get(officer);
    if (unit === undefined || onlyOneself) {
      throw unknown('OFFICER_UNKNOWN', 'No officer of your units has this id.');
    }
    caller.requireReach(pathIn(await unitParents(this.pool), unit) ?? [unit]);
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
