export type ServerKind = 'given' | 'containers' | 'embedded';

/** The PostgreSQL and the Kafka that one test run uses. */
export interface TestServers {
  readonly kind: ServerKind;
  readonly databaseUrl: string;
  /** `host:port`, comma between several. */
  readonly brokers: string;
  stop(): Promise<void>;
}
