import {
  clientOf,
  DOORS,
  LOG_OWNERS,
  LOGS,
  PUBLISHED_LOGS,
  readingsOf,
  SERVICE_NAMES,
  type ServiceName,
} from '@ywk/contracts';

export type Operation = 'read' | 'write' | 'delete' | 'describe' | 'describe-configs';

/** One right of one user at the brokers. Reading and writing let a user look at the thing, too. */
export interface Grant {
  /** `User:ywk-duty`. */
  readonly principal: string;
  readonly resource: 'topic' | 'group' | 'cluster';
  readonly name: string;
  /** True: all whose name begins so. */
  readonly prefixed: boolean;
  readonly operation: Operation;
}

const CLUSTER = 'kafka-cluster';

const to =
  (user: string) =>
  (operation: Operation, resource: Grant['resource'], ...names: readonly string[]): Grant[] =>
    names.map((name) => ({
      ...{ principal: `User:${user}`, resource, operation },
      ...{ name: name.replace(/[*]$/, ''), prefixed: name.endsWith('*') },
    }));

/** A service writes what it publishes and reads what it follows, under its own groups. */
const ofService = (service: ServiceName): Grant[] => {
  const may = to(clientOf(service));
  const own: readonly string[] = LOG_OWNERS[service];
  const readings = readingsOf(service);
  return [
    ...may('write', 'topic', ...own.filter((log) => PUBLISHED_LOGS.includes(log))),
    ...may('read', 'topic', ...new Set(readings.flatMap(({ topics }) => topics))),
    ...may('read', 'group', ...readings.map(({ group }) => group)),
  ];
};

/** A 110 system writes its messages, and nothing tells it anything. */
const ofFeed = (): Grant[] => to('ywk-dispatch-feed')('write', 'topic', DOORS.dispatchFeed);

/** The bureau's payroll system reads change lines, under groups of its own, and answers. */
const ofPayrollSystem = (): Grant[] => {
  const may = to('ywk-payroll-system');
  return [
    ...may('write', 'topic', DOORS.payrollAck),
    ...may('read', 'topic', LOGS.change),
    ...may('read', 'group', 'ywk-payroll-system*'),
  ];
};

/** Who keeps the system running looks at everything and changes nothing: `ywk log promote`, checks. */
const ofOperator = (): Grant[] => {
  const may = to('ywk-operator');
  const topics = [...PUBLISHED_LOGS, ...Object.values(DOORS)];
  return [
    ...may('describe', 'cluster', CLUSTER),
    ...may('read', 'topic', ...topics),
    ...may('describe-configs', 'topic', ...topics),
    // What reads a topic once leaves no group behind.
    ...may('read', 'group', 'ywk-reading-*'),
    ...may('delete', 'group', 'ywk-reading-*'),
  ];
};

/** Every right that users of this system have at the brokers; nobody has any other. */
export const grants = (): readonly Grant[] => [
  ...SERVICE_NAMES.flatMap(ofService),
  ...ofFeed(),
  ...ofPayrollSystem(),
  ...ofOperator(),
];
