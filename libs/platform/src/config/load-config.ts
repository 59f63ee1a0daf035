import { readFileSync } from 'node:fs';
import { types } from 'node:util';
import { validateSync, type ValidationError } from 'class-validator';
import { variablesOf, type EnvClass, type Variable } from './variable.ts';

/** The environment is not what the service needs; every fault is named, not only the first. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly faults: readonly string[]) {
    super(`The configuration is not usable:\n${faults.map((fault) => `  - ${fault}`).join('\n')}`);
  }
}

export type Environment = Readonly<Record<string, string | undefined>>;

const present = (text: string | undefined): text is string => text !== undefined && text !== '';

const fromFile = (path: string): string => readFileSync(path, 'utf8').replace(/\r?\n$/, '');

const textOf = (variable: Variable, source: Environment): string | undefined => {
  const direct = source[variable.name];
  if (present(direct)) return direct;
  const path = variable.secret === true ? source[`${variable.name}_FILE`] : undefined;
  return present(path) ? fromFile(path) : undefined;
};

const assign = (into: object, variable: Variable, source: Environment): string | undefined => {
  try {
    const text = textOf(variable, source);
    if (!present(text)) return undefined;
    Reflect.set(into, variable.name, variable.parse === undefined ? text : variable.parse(text));
    return undefined;
  } catch (error) {
    return `${variable.name}: ${types.isNativeError(error) ? error.message : String(error)}`;
  }
};

const faultsOf = (error: ValidationError): string[] =>
  Object.values(error.constraints ?? {}).map((text) => `${error.property}: ${text}`);

/**
 * Reads and checks the environment once, at start. An empty variable counts as absent.
 * @throws ConfigError with all faults at once
 */
export const loadConfig = <Env extends object>(
  env: EnvClass<Env>,
  source: Environment = process.env,
): Env => {
  const config = new env();
  const unreadable = new Map<string, string>();
  for (const variable of variablesOf(env)) {
    const fault = assign(config, variable, source);
    if (fault !== undefined) unreadable.set(variable.name, fault);
  }
  const invalid = validateSync(config, { forbidUnknownValues: false })
    .filter(({ property }) => !unreadable.has(property))
    .flatMap(faultsOf);
  const faults = [...unreadable.values(), ...invalid];
  if (faults.length > 0) throw new ConfigError(faults);
  return config;
};
