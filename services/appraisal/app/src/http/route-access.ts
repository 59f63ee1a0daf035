import { logRoutes } from '@ywk/event-store';
import { everyServiceRoutes, type AccessTable, type Role } from '@ywk/platform';
import { parkedRoutes } from '@ywk/projections';

const STAFF: readonly Role[] = ['leader', 'appraiser', 'approver', 'auditor', 'hr'];
/** Whose names may stand on a roll: nobody acts for another there. */
const ROLL: readonly Role[] = ['officer', 'leader', 'appraiser', 'approver', 'hr'];

/** Staff of the units, and officers about themselves. */
const ABOUT_OFFICERS = { units: STAFF, self: ['officer'] } as const;
const SIGNS = { units: ['leader', 'appraiser', 'auditor', 'hr'], self: ['officer'] } as const;

/** Scores and what they rest on. */
const scores: AccessTable = {
  'GET /v1/scores': { units: STAFF },
  'GET /v1/officers/{officer}/scores/{period}': ABOUT_OFFICERS,
  'GET /v1/officers/{officer}/scores/{period}/explanation': ABOUT_OFFICERS,
  'GET /v1/officers/{officer}/scores/{period}/explanation.html': ABOUT_OFFICERS,
  'GET /v1/officers/{officer}/scores/{period}/differences': ABOUT_OFFICERS,
  'GET /v1/officers/{officer}/facts': ABOUT_OFFICERS,
  'POST /v1/officers/{officer}/years/{year}/composite': { units: ['appraiser', 'auditor'] },
  'GET /v1/rates/{figure}': { units: ['leader', 'appraiser', 'auditor'] },
  'GET /v1/signs': { units: SIGNS.units },
  'GET /v1/officers/{officer}/signs': SIGNS,
  'GET /v1/officers/{officer}/signs/history': SIGNS,
  'POST /v1/officers/{officer}/signs:see': { self: ['officer'] },
  'POST /v1/officers/{officer}/signs:acknowledge': { self: ['officer'] },
};

/** Months from the marker to the final word, and objections to their results. */
const periods: AccessTable = {
  'GET /v1/deadlines': { units: [...STAFF, 'operator'] },
  'GET /v1/calendars': { any: [...STAFF, 'operator'] },
  'POST /v1/calendars': { all: ['appraiser'] },
  'POST /v1/calendars/{year}/{version}/approve': { all: ['approver'] },
  'GET /v1/periods/{calendar}/{period}': { any: [...STAFF, 'operator'] },
  'GET /v1/periods/{calendar}/{period}/notices': { units: STAFF },
  'POST /v1/periods/{calendar}/{period}/cut-off': { all: ['appraiser'] },
  'POST /v1/periods/{calendar}/{period}/compute': { all: ['appraiser'] },
  'POST /v1/periods/{calendar}/{period}/revise': { all: ['appraiser'] },
  'POST /v1/periods/{calendar}/{period}/publish': { units: ['appraiser'] },
  'POST /v1/periods/{calendar}/{period}/finalise': { all: ['approver'] },
  'GET /v1/periods/{calendar}/{period}/objections': ABOUT_OFFICERS,
  'POST /v1/periods/{calendar}/{period}/objections': { self: ['officer'] },
  'GET /v1/periods/{calendar}/{period}/objections/{objection}': ABOUT_OFFICERS,
  'POST /v1/periods/{calendar}/{period}/objections/{objection}/withdraw': { self: ['officer'] },
  'POST /v1/periods/{calendar}/{period}/objections/{objection}/appeal': { self: ['officer'] },
  'POST /v1/periods/{calendar}/{period}/objections/{objection}/preview': {
    units: ['appraiser', 'approver', 'leader'],
  },
  'POST /v1/periods/{calendar}/{period}/objections/{objection}/rule': { units: ['approver'] },
};

/** Grades of months and years, and what was decided. */
const grades: AccessTable = {
  'GET /v1/grade-proposals': { units: STAFF },
  'POST /v1/grade-proposals': { units: ['appraiser'] },
  'POST /v1/grade-proposals:batch': { units: ['appraiser'] },
  'POST /v1/grade-proposals:approve': { units: ['approver'] },
  'GET /v1/grade-proposals/{id}': { units: STAFF },
  'POST /v1/grade-proposals/{id}/calibrate': { units: ['appraiser'] },
  'POST /v1/grade-proposals/{id}/give-seat': { units: ['approver'] },
  'POST /v1/grade-proposals/{id}/approve': { units: ['approver'] },
  'GET /v1/results-proposals': { units: STAFF },
  'POST /v1/results-proposals': { units: ['appraiser'] },
  'POST /v1/results-proposals:approve': { units: ['approver'] },
  'GET /v1/results-proposals/{id}': { units: STAFF },
  'POST /v1/annual-grades': { all: ['hr', 'appraiser'] },
  'GET /v1/decisions': ABOUT_OFFICERS,
  'GET /v1/units/ranking': { units: STAFF },
};

/** Tiers: where people stand, and changes of that. */
const tiers: AccessTable = {
  'GET /v1/officers/{officer}/tier': ABOUT_OFFICERS,
  'GET /v1/officers/{officer}/tier/explanation': ABOUT_OFFICERS,
  'GET /v1/units/{unit}/tiers': { units: STAFF },
  'GET /v1/tier-projection': { units: STAFF },
  'GET /v1/tier-changes': { units: ['appraiser', 'approver', 'auditor', 'hr'] },
  'POST /v1/tier-changes': { units: ['appraiser', 'hr'] },
  'POST /v1/tier-changes:batch': { units: ['appraiser', 'hr'] },
  'POST /v1/tier-changes:approve': { units: ['approver'] },
  'GET /v1/tier-changes/{id}': { units: ['appraiser', 'approver', 'auditor', 'hr'] },
  'POST /v1/tier-changes/{id}/approve': { units: ['approver'] },
  'POST /v1/tier-runs': { all: ['appraiser', 'hr'] },
  'POST /v1/tier-conversions': { all: ['appraiser', 'hr'] },
};

/** Reviews with their votes, and the diary. */
const reviews: AccessTable = {
  'POST /v1/reviews': { units: ['appraiser', 'hr'] },
  'GET /v1/reviews/{review}': ABOUT_OFFICERS,
  'POST /v1/reviews/{review}/open': { units: ['appraiser', 'approver', 'hr'] },
  'POST /v1/reviews/{review}/self-assessments': { self: ['officer'] },
  'POST /v1/reviews/{review}/leader-scores': { self: ['leader'] },
  'POST /v1/reviews/{review}/voting-papers': { self: ROLL },
  // A signed paper is right enough, and a token would name its voter.
  'PUT /v1/reviews/{review}/ballots': 'public',
  'POST /v1/reviews/{review}/close': { units: ['appraiser', 'approver', 'hr'] },
  'POST /v1/reviews/{review}/confirm': { self: ROLL },
  'GET /v1/reviews/{review}/result': ABOUT_OFFICERS,
  'POST /v1/officers/{officer}/diary': { units: ['leader', 'appraiser'] },
  'GET /v1/officers/{officer}/diary': ABOUT_OFFICERS,
};

const RULE_READERS = { any: [...STAFF, 'officer', 'operator'] } as const;

/** Rules as data: one set for the whole bureau. */
const rules: AccessTable = {
  'GET /v1/rules/{kind}': RULE_READERS,
  'POST /v1/rules/{kind}': { all: ['appraiser'] },
  'GET /v1/rules/{kind}/schema': RULE_READERS,
  'GET /v1/rules/{kind}/copy': { any: ['appraiser', 'approver'] },
  'GET /v1/rules/{kind}/{name}/{version}': RULE_READERS,
  'GET /v1/rules/{kind}/{name}/{version}/differences': RULE_READERS,
  'POST /v1/rules/{kind}/{name}/{version}/approve': { all: ['approver'] },
  'POST /v1/rules/{kind}/{name}/{version}/activate': { all: ['approver'] },
  'POST /v1/lab/runs': { all: ['appraiser'] },
  'GET /v1/lab/runs/{id}': { units: STAFF },
  'GET /v1/lab/runs/{id}/changes': { units: STAFF },
};

/** Who may call which route of appraisal, and about which units. */
export const routeAccess: AccessTable = {
  ...everyServiceRoutes,
  ...logRoutes,
  ...parkedRoutes,
  ...scores,
  ...periods,
  ...grades,
  ...tiers,
  ...reviews,
  ...rules,
};
