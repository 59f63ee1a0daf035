import pg from 'pg';

type Fault = 'standby' | 'closed' | 'moved';

const WHAT: Readonly<Record<Fault, string>> = {
  standby: 'This server is a standby. Promote it first (SELECT pg_promote()), then run',
  closed: 'The logs are closed while a promotion is under way. If it was broken off, run again',
  moved:
    'This database was promoted, restored or moved since the logs were opened: others may have seen events that it lacks. Run',
};

/** PostgreSQL's own word for "not now": who meets it tries again, and parks nothing. */
const NOT_NOW = '57P03';

/** The logs may not be used on this server (yet); the message says what to do. */
export class LogGroundMoved extends Error {
  override readonly name = 'LogGroundMoved';
  readonly code = NOT_NOW;

  constructor(fault: Fault) {
    super(`${WHAT[fault]} "ywk log promote --service NAME --yes".`);
  }
}

/** A database without logs, or one that the migrations did not reach yet. */
const UNDEFINED_FUNCTION = '42883';

const faultOf = async (client: pg.ClientBase): Promise<Fault | null> => {
  try {
    const { rows } = await client.query<{ fault: Fault | null }>(
      'SELECT log_ground_fault() AS fault',
    );
    return rows[0]?.fault ?? null;
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === UNDEFINED_FUNCTION) return null;
    throw error;
  }
};

/**
 * Looks at each new connection once: no session outlives a promotion, so none can write past it.
 * Calls back with LogGroundMoved when the logs are not open on this server.
 */
export const checkGround = (client: pg.ClientBase, done: (error?: Error) => void): void => {
  faultOf(client).then(
    (fault) => done(fault === null ? undefined : new LogGroundMoved(fault)),
    (error: unknown) => done(error instanceof Error ? error : new Error(String(error))),
  );
};
