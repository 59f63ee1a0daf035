import type { Connections } from '../../persistence/database.ts';
import { readFacts, type FactPage, type ShownFact } from '../../persistence/fact.store.ts';

/** The evidence behind a sheet. */
export class FactBoard {
  constructor(private readonly pool: Connections) {}

  /** Facts of one officer, in log order. */
  page(page: FactPage): Promise<ShownFact[]> {
    return readFacts(this.pool, page);
  }
}
