import type { EventStore } from '@ywk/event-store';
import { pathIn, type UnitTree } from '@ywk/platform';
import { unitOf, unitStream } from './streams.ts';

/**
 * Where units stand, read from the log itself, so that a unit defined a moment ago counts. Remembers
 * what it has read: make one for each request.
 */
export class UnitPaths implements UnitTree {
  private readonly parents = new Map<string, string | null>();
  private readonly unknown = new Set<string>();

  constructor(private readonly store: EventStore) {}

  async pathOf(unit: string): Promise<readonly string[] | undefined> {
    const seen = new Set<string>();
    for (let at: string | null = unit; at !== null && !seen.has(at);) {
      seen.add(at);
      const parent = await this.parentOf(at);
      if (parent === undefined) break;
      at = parent;
    }
    return pathIn(this.parents, unit);
  }

  private async parentOf(unit: string): Promise<string | null | undefined> {
    const known = this.parents.get(unit);
    if (known !== undefined || this.unknown.has(unit)) return known;
    const found = unitOf(await this.store.readStream(unitStream(unit)));
    if (found === undefined) this.unknown.add(unit);
    else this.parents.set(unit, found.parent);
    return found?.parent;
  }
}
