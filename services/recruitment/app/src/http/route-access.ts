import { accessRoutes, logRoutes } from '@ywk/event-store';
import { everyServiceRoutes, type AccessTable, type Role } from '@ywk/platform';
import { parkedRoutes } from '@ywk/projections';

const LOOKERS: readonly Role[] = ['hr', 'leader', 'appraiser', 'approver', 'auditor'];

/** Who may call which route of recruitment, and about which units. */
export const routeAccess: AccessTable = {
  ...everyServiceRoutes,
  ...logRoutes,
  ...accessRoutes,
  ...parkedRoutes,

  'GET /v1/posts': { any: [...LOOKERS, 'officer', 'operator'] },
  'GET /v1/units': { any: [...LOOKERS, 'operator'] },
  'GET /v1/units/{unit}': { any: [...LOOKERS, 'operator'] },
  // Below one's own units one may build; a root needs all.
  'POST /v1/units': { units: ['hr'] },
  'GET /v1/units/{unit}/leaders': { units: LOOKERS },
  'POST /v1/units/{unit}/leaders': { units: ['hr'] },
  'GET /v1/units/{unit}/binding-gaps': { units: LOOKERS },

  'GET /v1/officers': { units: LOOKERS, personal: true },
  'POST /v1/officers': { units: ['hr'] },
  'POST /v1/officers:import': { units: ['hr'] },
  'GET /v1/officers/{officer}': { units: LOOKERS, self: ['officer'], personal: true },
  'POST /v1/officers/{officer}/hire': { units: ['hr'] },
  'POST /v1/officers/{officer}/transfer': { units: ['hr'] },
  'POST /v1/officers/{officer}/second-post': { units: ['hr'] },
  'POST /v1/officers/{officer}/role': { units: ['hr'] },
  'POST /v1/officers/{officer}/mentor': { units: ['hr'] },
  'POST /v1/officers/{officer}/leave': { units: ['hr'] },
  'POST /v1/officers/{officer}/restrict': { units: ['hr'] },
  'DELETE /v1/officers/{officer}/personal-data': { units: ['hr'] },
  'GET /v1/officers/{officer}/exit': { units: ['hr', 'auditor'], personal: true },
  'POST /v1/officers/{officer}/exit/steps': { units: ['hr'] },
  'POST /v1/officers/{officer}/exit/proposal': { units: ['hr'] },

  'GET /v1/keys/{kid}': { any: ['service'] },
  'POST /v1/keys/lookup': { any: ['service'] },
};
