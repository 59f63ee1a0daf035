import type { Objection } from '@ywk/appraisal-domain';
import type { Caller } from '@ywk/platform';
import { objectionUnknown, type Objections } from '../commands/objections.ts';
import type { Access } from './access.ts';
import type { ObjectionParams } from './objections.requests.ts';

/** Who may look at an objection: who lodged it, and who reaches the unit it is about. */
export class ObjectionReach {
  constructor(
    private readonly objections: Objections,
    private readonly access: Access,
  ) {}

  /** @throws Rejection OBJECTION_UNKNOWN also for that of another officer or unit */
  async one({ objection, ...name }: ObjectionParams, caller: Caller): Promise<Objection> {
    const found = await this.objections.one(name, objection);
    if (found.officer === caller.officer) return found;
    if (await this.access.reaches(caller, found.unit)) return found;
    throw objectionUnknown(objection);
  }

  /** The second instance is the bureau's. @throws Problem UNIT_OUT_OF_SCOPE */
  requireBureau(caller: Caller): void {
    this.access.requireAll(caller);
  }
}
