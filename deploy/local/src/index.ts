export { removeFolderAtEnd } from './guardian.ts';
export { JavaMissing, startKafka, type KafkaOptions, type KafkaServer } from './kafka-server.ts';
export {
  newPassword,
  startPostgres,
  type PostgresOptions,
  type PostgresServer,
} from './postgres-server.ts';
export { freePorts, portIsFree } from './ports.ts';
export { NotReady } from './until-ready.ts';
export {
  createServiceDatabase,
  dropServiceDatabase,
  type ServiceDatabase,
  type ServiceDatabasePlan,
} from './service-database.ts';
