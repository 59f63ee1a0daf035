import { ACCESS_CONTRACTS } from './access.ts';
import { APPRAISAL_CONTRACTS } from './appraisal/contracts.ts';
import {
  callAssessed,
  dispatchEventTaken,
  wrongDispatchClaimed,
  wrongDispatchConfirmed,
  wrongDispatchRejected,
} from './duty/call.ts';
import { catalogueActivated, catalogueProposed } from './duty/catalogue.ts';
import { CONDUCT_CONTRACTS } from './duty/conduct-contracts.ts';
import {
  factCorrected,
  factCorrectedV1,
  factEntered,
  factEnteredV1,
  factRejected,
  factVerified,
  factWithdrawn,
} from './duty/entry.ts';
import {
  factCutOff,
  factCutOffV1,
  factRecorded,
  factRecordedByRuling,
  factRecordedByRulingV1,
  factRecordedV1,
  factReversed,
  factReversedByRuling,
  factReversedByRulingV1,
  factReversedV1,
} from './duty/fact.ts';
import { callFactRuled, factRuled } from './duty/ruled.ts';
import type { EventEnvelope } from './envelope.ts';
import { compileSchema, type EventContract } from './event-contract.ts';
import {
  payChangeAcknowledged,
  payChangeIssued,
  payChangeIssuedV1,
  payChangeIssuedV2,
  payChangeIssuedV3,
  payRunLocked,
} from './payroll/change.ts';
import { exitProposed, exitStepRecorded } from './recruitment/exit.ts';
import { leaderNamed, mentorBound } from './recruitment/bindings.ts';
import { roleHeld, secondPostHeld } from './recruitment/held-beside.ts';
import {
  officerHired,
  officerLeft,
  officerTransferred,
  personnelCutOff,
  personnelCutOffV1,
  subjectErased,
  subjectRestricted,
  unitDefined,
  unitDefinedV1,
} from './recruitment/personnel.ts';
import { officerRegistered, officerRegisteredV1 } from './recruitment/registered.ts';

/** Every released event, oldest version first. */
export const EVENT_CONTRACTS: readonly EventContract[] = [
  officerRegisteredV1,
  officerRegistered,
  officerHired,
  officerTransferred,
  secondPostHeld,
  roleHeld,
  mentorBound,
  leaderNamed,
  exitStepRecorded,
  exitProposed,
  officerLeft,
  subjectErased,
  subjectRestricted,
  unitDefinedV1,
  unitDefined,
  personnelCutOffV1,
  personnelCutOff,
  dispatchEventTaken,
  callAssessed,
  wrongDispatchClaimed,
  wrongDispatchConfirmed,
  wrongDispatchRejected,
  factEnteredV1,
  factEntered,
  factCorrectedV1,
  factCorrected,
  factWithdrawn,
  factVerified,
  factRejected,
  callFactRuled,
  factRuled,
  catalogueProposed,
  catalogueActivated,
  factRecordedV1,
  factRecorded,
  factReversedV1,
  factReversed,
  factRecordedByRulingV1,
  factRecordedByRuling,
  factReversedByRulingV1,
  factReversedByRuling,
  factCutOffV1,
  factCutOff,
  ...CONDUCT_CONTRACTS,
  ...APPRAISAL_CONTRACTS,
  payChangeIssuedV1,
  payChangeIssuedV2,
  payChangeIssuedV3,
  payChangeIssued,
  payChangeAcknowledged,
  payRunLocked,
  ...ACCESS_CONTRACTS,
];

interface Compiled {
  readonly contract: EventContract;
  readonly parse: (value: unknown) => unknown;
}

/** (log, type, v) that this code does not know: the key must wait, not be skipped. */
export class UnknownEvent extends Error {
  override readonly name = 'UnknownEvent';
}

const nameOf = (log: string, type: string, v: number): string => `${log} ${type} v${v}`;

/** A set of contracts that can be looked up; schemas are compiled at first use. */
export class ContractRegistry {
  private readonly contracts = new Map<string, EventContract>();
  private readonly compiled = new Map<string, Compiled>();

  constructor(contracts: readonly EventContract[]) {
    for (const contract of contracts) {
      this.contracts.set(nameOf(contract.log, contract.type, contract.v), contract);
    }
  }

  /** @throws UnknownEvent */
  contractOf(log: string, type: string, v: number): EventContract {
    return this.find(nameOf(log, type, v)).contract;
  }

  /** Validates the data of one version, without upcasting. @throws UnknownEvent, SchemaMismatch */
  validate(name: { log: string; type: string; v: number }, data: unknown): unknown {
    return this.find(nameOf(name.log, name.type, name.v)).parse(data);
  }

  /**
   * The data of a stored event in its current shape: validated as written, then lifted step by step.
   * @param asWritten the data as parsed from its text, when the caller has it
   * @throws UnknownEvent, SchemaMismatch
   */
  read(
    event: Pick<EventEnvelope, 'log' | 'type' | 'v' | 'dataText'>,
    asWritten?: unknown,
  ): unknown {
    let found = this.find(nameOf(event.log, event.type, event.v));
    let data = found.parse(asWritten ?? JSON.parse(event.dataText));
    while (found.contract.upcast !== undefined) {
      data = found.contract.upcast(data);
      found = this.find(nameOf(event.log, event.type, found.contract.v + 1));
      data = found.parse(data);
    }
    return data;
  }

  private find(name: string): Compiled {
    const known = this.compiled.get(name);
    if (known !== undefined) return known;
    const contract = this.contracts.get(name);
    if (contract === undefined) throw new UnknownEvent(`${name} is not known here.`);
    const compiled = { contract, parse: compileSchema(name, contract.schema) };
    this.compiled.set(name, compiled);
    return compiled;
  }
}
