import { localDay } from '@ywk/kernel';
import type { Connections } from '../persistence/database.ts';
import { releaseIdentities } from '../persistence/identity-claim.store.ts';
import type { KeyStore } from '../persistence/keys/key.store.ts';
import type { ChangeOfficer, Changed } from './change-officer.ts';
import type { Asking } from './publishing.ts';

export interface EraseParts {
  readonly pool: Connections;
  readonly keys: KeyStore;
  readonly change: ChangeOfficer;
}

/** Ends or holds back what is known of a person beyond an id. */
export class EraseSubject {
  constructor(private readonly parts: EraseParts) {}

  /**
   * Writes the erasure down, then destroys the key. A process that dies between the two is no harm:
   * the follower of the own log destroys the key of every erasure it reads.
   * @throws Rejection of the domain
   */
  async erase(officer: string, commandId: string, asking: Asking): Promise<Changed> {
    const data = { officer, today: localDay(asking.at) };
    const command = { type: 'EraseSubject' as const, data };
    const changed = await this.parts.change.apply({ command, commandId }, asking);
    if (changed.state !== undefined) await this.forget(officer, changed.state.kid);
    return changed;
  }

  /** Keeps the data, and shows them to nobody. @throws Rejection of the domain */
  async restrict(
    data: { readonly officer: string; readonly ground: string },
    commandId: string,
    asking: Asking,
  ): Promise<Changed> {
    const command = { type: 'RestrictSubject' as const, data };
    const changed = await this.parts.change.apply({ command, commandId }, asking);
    await this.parts.keys.withhold([data.officer]);
    return changed;
  }

  /** Destroys the key and what could still tell who it was; twice is once. */
  async forget(officer: string, kid: string): Promise<void> {
    await this.parts.keys.destroy(kid, officer);
    await releaseIdentities(this.parts.pool, [officer]);
  }

  /** Hands the person's key to nobody any more; twice is once. */
  async withhold(officer: string): Promise<void> {
    await this.parts.keys.withhold([officer]);
  }
}
