import type { HireOfficer } from '@ywk/recruitment-domain';
import type { Enlistment } from '../commands/enlist-officers.ts';
import type { Person } from '../commands/sealing.ts';
import type {
  HireRequest,
  ImportLine,
  PersonRequest,
  RegisterRequest,
} from './officers.request.ts';

const personOf = (request: PersonRequest): Person => ({
  officer: request.officer,
  auxiliaryType: request.auxiliaryType,
  sex: request.sex ?? null,
  name: request.name,
  identityNumber: request.identityNumber,
  phone: request.phone ?? null,
  bankAccount: request.bankAccount ?? null,
});

/** A hire in the domain's words; what was left out is null. */
export const hireOf = (officer: string, request: Omit<HireRequest, 'commandId'>): HireOfficer => ({
  officer,
  employment: request.employment,
  from: request.from,
  tier: request.tier,
  unit: request.unit,
  post: request.post,
  team: request.team ?? null,
  badge: request.badge,
  seat: request.seat ?? null,
});

/** A person to be registered, hired at once when the request says where. */
export const enlistmentOf = (request: RegisterRequest): Enlistment => ({
  person: personOf(request),
  hire: request.hire === undefined ? null : hireOf(request.officer, request.hire),
});

/** The same from one line of an import. */
export const enlistmentOfLine = (line: ImportLine): Enlistment => ({
  person: personOf(line),
  hire: hireOf(line.officer, line),
});
