export { actTime, takeActTimeFrom } from './act-time.ts';
export { ACCESS_AUDIT, type AccessAudit, type PersonalRead } from './audit/access-audit.ts';
export { PURPOSES } from './audit/purposes.ts';
export { accessDocument, type AccessSection } from './auth/access-document.ts';
export { Caller, ALL_UNITS, type CallerClaims } from './auth/caller.ts';
export { fetchWith, type Fetch } from './auth/certificates.ts';
export { CallerParam, type KnownRequest } from './auth/decorators.ts';
export { issueToken, type TokenRequest } from './auth/issue-token.ts';
export { createIssuerKey, embeddedIssuerOf, type IssuerKey } from './auth/issuer-key.ts';
export { MACHINE_ROLES, ROLES, type Role } from './auth/roles.ts';
export {
  everyServiceRoutes,
  rolesOf,
  routeName,
  SCOPES,
  scopesOf,
  type AccessTable,
  type RouteAccess,
  type Scope,
} from './auth/route-access.ts';
export { ServiceTokens } from './auth/service-tokens.ts';
export { TokenVerifier, type VerifierOptions } from './auth/token-verifier.ts';
export { pathIn, type UnitTree } from './auth/unit-tree.ts';
export { envExample, type EnvSection } from './config/env-example.ts';
export { ConfigError, loadConfig, type Environment } from './config/load-config.ts';
export { HttpEnv } from './config/http-env.ts';
export { IdentityEnv } from './config/identity-env.ts';
export { KafkaEnv } from './config/kafka-env.ts';
export { urlsOf as addressesOf } from './config/parse.ts';
export { ServiceEnv } from './config/service-env.ts';
export { TlsEnv } from './config/tls-env.ts';
export {
  EnvVariable,
  variablesOf,
  type EnvClass,
  type Variable,
  type VariableStatement,
} from './config/variable.ts';
export { Health, type HealthCheck, type HealthReport } from './health/health.ts';
export { Answers, AnswersPageOf, pageSchema, TakesLines } from './http/api-answers.ts';
export { ndjsonLines, readNdjson, type NdjsonLimits, type NdjsonLine } from './http/ndjson.ts';
export {
  decodeCursor,
  encodeCursor,
  pageAmong,
  pageOf,
  PageQuery,
  type Page,
} from './http/paging.ts';
export {
  AnswersVersion,
  ChangeParam,
  refuseStale,
  requireSeen,
  type Change,
  type SeenVersion,
  type Versioned,
} from './http/seen-version.ts';
export {
  IDEMPOTENCY_STORE,
  type IdempotencyStart,
  type IdempotencyStore,
  type IdempotencyUse,
  type KeptAnswer,
} from './idempotency/idempotency-store.ts';
export { createLogger, type LoggerOptions } from './logging/logger.ts';
export {
  correlationId,
  isTrace,
  knownCorrelation,
  traceOf,
  withCorrelation,
} from './logging/request-context.ts';
export { scrubbed } from './logging/scrub.ts';
export { metricsDocument, metricsIn, type KnownMetric } from './metrics/metrics-document.ts';
export { Metrics, type FollowerMetrics } from './metrics/metrics.ts';
export { openField, sealField, type PersonKey } from './personal/sealed-field.ts';
export { pauseOn, systemClock, type Clock } from './clock.ts';
export { CONFIG, LOGGER } from './platform.module.ts';
export { isOutage, problemOf } from './problem/problem-of.ts';
export {
  Problem,
  problemType,
  type ProblemDocument,
  type ProblemError,
  type ProblemStatement,
} from './problem/problem.ts';
export { KNOWN_PROBLEMS, knownProblem, type ProblemKind } from './problem/known-problems.ts';
export { problemsDocument } from './problem/problem-document.ts';
export type { RejectionAnswer, RejectionTable } from './problem/rejection-table.ts';
export { problemErrorsOf, requestNotValid } from './problem/validation.ts';
export {
  DatabaseNotOfThisVersion,
  refuseOtherVersion,
  type DatabaseVersion,
} from './start/database-version.ts';
export { createApp, describeService, type ServiceParts } from './start/create-app.ts';
export { startService, type ServiceStatement } from './start/start-service.ts';
