export { ywkProgram } from './cli/program.ts';
export { removeFolderAtEnd } from './guardian.ts';
export { startKafkaCluster, type KafkaCluster, type KafkaClusterOptions } from './kafka-cluster.ts';
export { JavaMissing, startKafka, type KafkaOptions, type KafkaServer } from './kafka-server.ts';
export {
  newPassword,
  startPostgres,
  type PostgresOptions,
  type PostgresServer,
} from './postgres-server.ts';
export { startStandby, type StandbyOptions, type StandbyServer } from './postgres-standby.ts';
export { freePorts, portIsFree } from './ports.ts';
export { NotReady, untilReady } from './until-ready.ts';
export {
  createServiceDatabase,
  dropServiceDatabase,
  type ServiceDatabase,
  type ServiceDatabasePlan,
} from './service-database.ts';
export type { PartName, SystemOptions } from './launch/system.ts';
export { System } from './launch/system.ts';
export { startProcess, stopAllProcesses, type ManagedProcess } from './managed-process.ts';
export { tokensFor } from './launch/tokens.ts';
export { ensureDemo, type DemoOutcome, type DemoPlan } from './launch/demo-run.ts';
export { runDemo, type DemoSummary } from './demo/index.ts';
export type { DemoContext } from './launch/demo-types.ts';
export type { DemoParameters } from './launch/options.ts';
export { newPaper, type KeptPaper } from './year/voter.ts';
export { playYear, type YearSummary } from './year/play-year.ts';
export { processesOf } from './launch/our-processes.ts';
export { placesIn, type Ports } from './launch/places.ts';
