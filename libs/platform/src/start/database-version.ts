/** What a program may know of a database's migrations. */
export interface DatabaseVersion {
  readonly database: string;
  /** The last migration that was run; `none` in an empty database. */
  readonly stands: string;
  /** The last migration that the program has. */
  readonly knows: string;
  /** Migrations of the program that were not run: the database is older. */
  readonly missing: readonly string[];
  /** Migrations that were run and that the program does not know: the database is newer. */
  readonly unknown: readonly string[];
}

/** A program and its database are not of one version; the message names both and what to do. */
export class DatabaseNotOfThisVersion extends Error {
  override readonly name = 'DatabaseNotOfThisVersion';
}

/**
 * Ends the start where program and database are not of one version.
 * @param accepted the last migration of a newer database with which the program may run all the same:
 *   what was only added does not disturb the release before
 * @throws DatabaseNotOfThisVersion
 */
export const refuseOtherVersion = (version: DatabaseVersion, accepted?: string): void => {
  const { database, stands, knows, missing, unknown } = version;
  const both = `${database} stands at ${stands}, this program knows up to ${knows}`;
  if (missing.length > 0) {
    throw new DatabaseNotOfThisVersion(
      `The database is older than this program: ${both}; not run yet: ${missing.join(', ')}. ` +
        'Run "main.js migrate" with the role that owns the tables, then start again.',
    );
  }
  if (unknown.length > 0 && accepted !== stands) {
    throw new DatabaseNotOfThisVersion(
      `The database is newer than this program: ${both}; it does not know ${unknown.join(', ')}. ` +
        'Start the newer release. To go back to this one while nothing was contracted, ' +
        `set DATABASE_VERSION_ACCEPTED=${stands}.`,
    );
  }
};
