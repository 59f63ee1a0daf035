import kafkajs from 'kafkajs';
import type { AclEntry, AclFilter, Admin } from 'kafkajs';
import type { Grant, Operation } from './grants.ts';

const {
  AclOperationTypes: Operations,
  AclPermissionTypes: Permissions,
  AclResourceTypes: Resources,
  ResourcePatternTypes: Patterns,
} = kafkajs;

const OPERATIONS: Readonly<Record<Operation, number>> = {
  read: Operations.READ,
  write: Operations.WRITE,
  delete: Operations.DELETE,
  describe: Operations.DESCRIBE,
  'describe-configs': Operations.DESCRIBE_CONFIGS,
};
const RESOURCES: Readonly<Record<Grant['resource'], number>> = {
  topic: Resources.TOPIC,
  group: Resources.GROUP,
  cluster: Resources.CLUSTER,
};
/** Users of this system; rights of others are left alone. */
const OURS = /^User:ywk-/;

/** A grant in kafkajs' numbers. */
export const entryOf = ({ principal, resource, name, prefixed, operation }: Grant): AclEntry => ({
  ...{ principal, host: '*', resourceName: name },
  resourceType: RESOURCES[resource],
  resourcePatternType: prefixed ? Patterns.PREFIXED : Patterns.LITERAL,
  operation: OPERATIONS[operation],
  permissionType: Permissions.ALLOW,
});

/** The same, to find exactly it. */
export const filterOf = (entry: AclEntry): AclFilter => ({ ...entry });

/** kafkajs' numbers do not lead back to their names. */
const nameIn = (numbers: object, number: number): string => {
  const found = Object.entries(numbers).find(([, each]) => each === number);
  return found?.[0].toLowerCase().replaceAll('_', '-') ?? String(number);
};

/** The whole entry as a sentence: two that differ read differently. */
export const entryText = (entry: AclEntry): string =>
  [
    entry.principal,
    entry.permissionType === Permissions.ALLOW ? 'may' : 'may not',
    nameIn(Operations, entry.operation),
    nameIn(Resources, entry.resourceType),
    `${entry.resourceName}${entry.resourcePatternType === Patterns.PREFIXED ? '*' : ''}`,
    ...(entry.host === '*' ? [] : [`from ${entry.host}`]),
  ].join(' ');

const all: AclFilter = {
  resourceType: Resources.ANY,
  resourcePatternType: Patterns.ANY,
  operation: Operations.ANY,
  permissionType: Permissions.ANY,
};

const refusesNobody = (error: unknown): boolean =>
  error instanceof kafkajs.KafkaJSProtocolError && error.type === 'SECURITY_DISABLED';

/** What our users may and may not now; undefined where the brokers refuse nobody anything. */
export const entriesAt = async (admin: Admin): Promise<AclEntry[] | undefined> => {
  try {
    const { resources } = await admin.describeAcls(all);
    return resources
      .flatMap(({ acls, ...resource }) => acls.map((acl) => ({ ...resource, ...acl })))
      .filter(({ principal }) => OURS.test(principal));
  } catch (error) {
    if (refusesNobody(error)) return undefined;
    throw error;
  }
};
