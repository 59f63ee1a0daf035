import { logRoutes } from '@ywk/event-store';
import { everyServiceRoutes, type AccessTable, type Role } from '@ywk/platform';
import { parkedRoutes } from '@ywk/projections';

/** People who work with entered facts. */
const DESK: readonly Role[] = ['leader', 'hr', 'operator', 'appraiser', 'approver', 'auditor'];
const ENTERING: readonly Role[] = ['leader', 'hr', 'operator', 'dispatch-feed'];
const VERIFYING: readonly Role[] = ['leader', 'hr', 'auditor'];
const CONDUCT: readonly Role[] = ['leader', 'hr', 'approver', 'auditor'];
const CATALOGUE: readonly Role[] = ['hr', 'operator', 'appraiser', 'auditor', 'approver'];

/** Calls, and the feed that brings them: they belong to a source, which is no unit. */
const feed: AccessTable = {
  'GET /v1/dispatch-events/schema': 'public',
  'POST /v1/dispatch-events': { any: ['dispatch-feed', 'operator'] },
  'GET /v1/dispatch-sources': { any: ['dispatch-feed', 'operator', 'auditor', 'leader'] },
  'PUT /v1/dispatch-sources/{source}': { any: ['dispatch-feed', 'operator'] },
  'GET /v1/dispatch-manifests': { any: ['dispatch-feed', 'operator', 'auditor'] },
  'POST /v1/dispatch-manifests': { any: ['dispatch-feed', 'operator'] },
  'GET /v1/feed-conflicts': { any: ['operator', 'auditor'] },
  'GET /v1/parked-badges': { any: ['operator', 'auditor', 'hr', 'leader'] },
  'GET /v1/refused-lines': { any: ['operator', 'auditor'] },
  // The line may name people: only who mends the source sees it.
  'GET /v1/refused-lines/{id}/raw': { any: ['operator'] },
  'GET /v1/calls/{source}/{callId}': { any: ['leader', 'operator', 'auditor'] },
  'GET /v1/figures/calls': { any: DESK },
  'GET /v1/wrong-dispatches': { any: ['leader', 'operator', 'auditor'] },
  'POST /v1/wrong-dispatches': { any: ['leader', 'officer', 'operator'] },
  'POST /v1/wrong-dispatches/{id}/confirm': { units: ['leader'] },
  'POST /v1/wrong-dispatches/{id}/reject': { units: ['leader'] },
};

/** Entered facts, and the catalogue of what may be entered: one for the whole bureau. */
const facts: AccessTable = {
  'GET /v1/fact-codes': { any: [...DESK, 'officer'] },
  'GET /v1/fact-catalogues': { any: CATALOGUE },
  'GET /v1/fact-catalogues/schema': { any: CATALOGUE },
  'POST /v1/fact-catalogues': { all: ['hr', 'appraiser'] },
  'POST /v1/fact-catalogues/{version}/activate': { all: ['hr', 'appraiser', 'approver'] },
  'GET /v1/facts': { units: DESK },
  'GET /v1/facts/{id}': { units: DESK, self: ['officer'] },
  'POST /v1/facts': { units: ENTERING },
  'POST /v1/facts:batch': { units: ENTERING },
  'POST /v1/facts:verify': { units: DESK },
  'POST /v1/facts/{id}:verify': { units: DESK },
  'POST /v1/facts/{id}:reject': { units: DESK },
  'POST /v1/facts/{id}:correct': { units: ENTERING },
  'POST /v1/facts/{id}:withdraw': { units: ENTERING },
};

/** Discipline, commendations and leave. */
const conduct: AccessTable = {
  'GET /v1/conduct': { units: CONDUCT },
  'GET /v1/conduct/own': { self: ['officer'] },
  'GET /v1/conduct-deadlines': { units: CONDUCT },
  'POST /v1/discipline-cases': { units: [...VERIFYING, 'operator'] },
  'POST /v1/discipline-cases/{id}:verify': { units: VERIFYING },
  'POST /v1/discipline-cases/{id}:inform': { units: VERIFYING },
  'POST /v1/discipline-cases/{id}:hear': { units: VERIFYING },
  'POST /v1/discipline-cases/{id}:decide': { units: ['approver'] },
  'POST /v1/discipline-cases/{id}:review': { units: ['approver'] },
  'POST /v1/commendations': { units: ['leader', 'hr', 'operator'] },
  'POST /v1/commendations/{id}:verify': { units: VERIFYING },
  'POST /v1/commendations/{id}:decide': { units: ['approver'] },
  'POST /v1/commendations/{id}:annul': { units: ['approver'] },
  'POST /v1/leaves': { units: ['leader', 'hr'], self: ['officer'] },
  'POST /v1/leaves/{id}:approve': { units: ['leader', 'hr', 'approver'] },
  'POST /v1/leaves/{id}:withdraw': { units: ['leader', 'hr', 'approver'], self: ['officer'] },
};

/** Who may call which route of duty, and about which units. */
export const routeAccess: AccessTable = {
  ...everyServiceRoutes,
  ...logRoutes,
  ...parkedRoutes,
  ...feed,
  ...facts,
  ...conduct,
};
