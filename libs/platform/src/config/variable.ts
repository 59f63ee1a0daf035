/** What an operator must know of one environment variable. */
export interface VariableStatement {
  readonly describe: string;
  /** Value shown in `.env.example`; nothing is shown for secrets. */
  readonly example?: string;
  /** May come from a file named by `<NAME>_FILE`, and is never shown. */
  readonly secret?: boolean;
  /** Reads the text; what it throws becomes one of the errors at start. Text stays text by default. */
  readonly parse?: (text: string) => unknown;
}

export interface Variable extends VariableStatement {
  readonly name: string;
}

/** A class whose properties are environment variables. */
export type EnvClass<Env extends object = object> = new () => Env;

const known = new Map<object, Variable[]>();

/** Declares a property to be an environment variable of the same name. */
export const EnvVariable =
  (statement: VariableStatement): PropertyDecorator =>
  (target, name) => {
    const own = known.get(target) ?? [];
    known.set(target, [...own, { ...statement, name: String(name) }]);
  };

/** The variables of a class, those of its parents first. */
export const variablesOf = (env: EnvClass): readonly Variable[] => {
  const found: Variable[][] = [];
  let at: object | null = env.prototype as object;
  while (at !== null) {
    found.unshift(known.get(at) ?? []);
    at = Object.getPrototypeOf(at) as object | null;
  }
  return found.flat();
};
