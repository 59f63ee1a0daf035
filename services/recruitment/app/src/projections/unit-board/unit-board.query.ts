import { pathIn, type UnitTree } from '@ywk/platform';
import type { Unit } from '@ywk/recruitment-domain';
import type { Connections } from '../../persistence/database.ts';

const ALL = `SELECT definition FROM unit_board WHERE partition BETWEEN 0 AND 63`;

/** All units at one moment, and how they stand below each other. */
export class Units implements UnitTree {
  private readonly parents: ReadonlyMap<string, string | null>;

  constructor(readonly all: readonly Unit[]) {
    this.parents = new Map(all.map(({ unit, parent }) => [unit, parent]));
  }

  path(unit: string): readonly string[] {
    return pathIn(this.parents, unit) ?? [];
  }

  pathOf(unit: string): Promise<readonly string[] | undefined> {
    return Promise.resolve(pathIn(this.parents, unit));
  }

  /** A unit and all below it. */
  below(unit: string): string[] {
    return this.all.map((one) => one.unit).filter((code) => this.path(code).includes(unit));
  }
}

/** Reads the tree of units. */
export class UnitBoard {
  constructor(private readonly pool: Connections) {}

  async read(): Promise<Units> {
    const { rows } = await this.pool.query<{ definition: Unit }>(ALL);
    return new Units(rows.map(({ definition }) => definition));
  }
}
