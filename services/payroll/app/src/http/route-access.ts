import { logRoutes } from '@ywk/event-store';
import { everyServiceRoutes, type AccessTable } from '@ywk/platform';
import { parkedRoutes } from '@ywk/projections';

/** Who may call which route of payroll, and about which units. */
export const routeAccess: AccessTable = {
  ...everyServiceRoutes,
  ...logRoutes,
  ...parkedRoutes,

  'GET /v1/changes': { units: ['payroll-system', 'hr', 'auditor'] },
  'POST /v1/acknowledgements': { any: ['payroll-system'] },
  'GET /v1/acknowledgements/refused': { any: ['operator', 'auditor', 'payroll-system'] },
  'GET /v1/pay-runs': { any: ['payroll-system', 'hr', 'auditor'] },
  // A run is locked for the whole bureau.
  'POST /v1/pay-runs/{run}/lock': { all: ['payroll-system'] },
};
