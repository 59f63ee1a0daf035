import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issueToken, type Role } from '@ywk/platform';
import { Door, waitFor } from '../../../demo/doors/door.ts';
import { removeFolderAtEnd } from '../../../guardian.ts';
import type { Databases } from '../../../launch/databases.ts';
import { System } from '../../../launch/system.ts';
import type { Ports } from '../../../launch/places.ts';
import { freePorts } from '../../../ports.ts';
import { say } from '../../../launch/steps.ts';
import { rebuildViews } from './rebuild.ts';
import { stopAllProcesses } from '../../../managed-process.ts';

type Service = keyof System['urls'];

/** Who somebody is. */
type Claims = Omit<Parameters<typeof issueToken>[0], 'key' | 'ttlSeconds'>;

/** Somebody who acts; an officer with an id of his own. */
type Person = Pick<Claims, 'sub' | 'officer'>;

const TTL_SECONDS = 24 * 3600;
const SETTLED_WITHIN_MS = 120_000;
/** Stories restart services as often as they like. */
const RESTARTS = 100;

const ownPorts = async (): Promise<Ports> => {
  const [postgres = 0, recruitment = 0, duty = 0, appraisal = 0, payroll = 0] = await freePorts(5);
  const services = { recruitment, duty, appraisal, payroll };
  return { postgres, kafka: 0, kafkaController: 0, services };
};

const lagIn = (metrics: string): number =>
  metrics
    .split('\n')
    .filter((line) => line.startsWith('ywk_follower_lag_events{'))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0);

/** What appraisal has not worked out yet. */
interface Due {
  readonly sheetsDue: number;
  readonly actsDue: number;
}

/** A system that nobody else uses: ports, databases, folder and time of its own. */
export class OwnSystem {
  private readonly doors = new Map<string, Promise<Door>>();

  private constructor(
    private readonly folder: string,
    private readonly system: System,
    private readonly timeFile: string,
  ) {}

  /**
   * Starts one in which it is this instant. What was started is stopped when this fails.
   * @param databases migrated ones in which nothing has happened; without them it has a server of its own
   */
  static async start(at: string, databases?: Databases): Promise<OwnSystem> {
    const folder = mkdtempSync(join(tmpdir(), 'ywk-cases-'));
    removeFolderAtEnd(folder);
    // PostgreSQL may run as another user than the one who starts it.
    chmodSync(folder, 0o755);
    const timeFile = join(folder, 'act-time');
    writeFileSync(timeFile, at);
    const system = new System({
      folder,
      ports: await ownPorts(),
      given: { databases: databases ?? {} },
      migrated: databases !== undefined,
      kafka: false,
      giveUp: say,
      actTimeFile: timeFile,
      restarts: RESTARTS,
    });
    try {
      await system.start();
    } catch (error) {
      await stopAllProcesses();
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
    return new OwnSystem(folder, system, timeFile);
  }

  /** From now on this is the moment of every act. */
  setTime(at: string): void {
    writeFileSync(this.timeFile, at);
  }

  /**
   * A service's public door as somebody with these roles sees it; everybody acts for the whole bureau.
   * @param person who is one of the officers says as which one
   */
  as(person: string | Person, roles: readonly Role[], service: Service): Promise<Door> {
    const who = typeof person === 'string' ? { sub: person } : person;
    const key = `${who.sub} ${roles.join()} ${service}`;
    return this.opened(key, { ...who, roles: [...roles], units: ['*'] }, service);
  }

  /** A service's public door as an officer sees it. */
  officer(officer: string, service: Service): Promise<Door> {
    const claims = { sub: officer, roles: ['officer' as const], units: [], officer };
    return this.opened(`officer ${officer} ${service}`, claims, service);
  }

  /** Appraisal's door as somebody sees it who rules on objections; who that is as an officer, too. */
  ruler(person: string, officer: string): Promise<Door> {
    const claims = { sub: person, roles: ['approver' as const], units: ['*'], officer };
    return this.opened(`ruler ${officer}`, claims, 'appraisal');
  }

  /** A service's public door as somebody sees it who shows no token. */
  nobody(service: Service): Door {
    return new Door(this.system.urls[service], '');
  }

  /** Databases by service, as their owners. */
  get databases(): System['databases'] {
    return this.system.databases;
  }

  /** Kills a service in the middle of what it does; it is started again. */
  kill(service: Service): void {
    const pid = this.system.parts.get(service)?.pid();
    if (pid !== undefined) process.kill(pid, 'SIGKILL');
  }

  /** Waits until every service has heard what the others told, and every sheet shows it. */
  async settled(): Promise<void> {
    const [duty, appraisal, payroll] = [
      await this.as('case-auditor', ['auditor'], 'duty'),
      await this.as('case-auditor', ['auditor'], 'appraisal'),
      await this.as('case-auditor', ['auditor'], 'payroll'),
    ];
    const left = async (): Promise<number> => {
      for (const door of [duty, appraisal, payroll]) {
        const lag = lagIn(await door.get<string>('/metrics'));
        if (lag > 0) return lag;
      }
      // Any month will do: the sheets and acts of all of them are counted.
      const due = await appraisal.get<Due>('/v1/periods/month/2000-01');
      return due.sheetsDue + due.actsDue;
    };
    // What one service says may make another say something: twice at rest is at rest.
    let rests = 0;
    const done = (waiting: number): boolean => {
      rests = waiting === 0 ? rests + 1 : 0;
      return rests > 1;
    };
    await waitFor('Events and sheets on their way', left, { done, withinMs: SETTLED_WITHIN_MS });
  }

  /**
   * Builds every view of appraisal anew from the logs and starts the service again.
   * @throws Error when a view comes out otherwise than it stood
   */
  async restart(): Promise<void> {
    await this.settled();
    const { databases, secrets, urls } = this.system;
    const database = { service: 'appraisal' as const, url: databases.appraisal.ownerUrl };
    const environment = {
      ...process.env,
      LOG_URLS: JSON.stringify(urls),
      KEY_SERVICE_URL: urls.recruitment,
      EMBEDDED_ISSUER_KEY: JSON.stringify(secrets.issuerKey),
    };
    await rebuildViews(database, environment);
    await this.system.restart('appraisal');
    await this.settled();
  }

  /** Ends it and leaves nothing behind. */
  async stop(): Promise<void> {
    await this.system.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  private opened(key: string, claims: Claims, service: Service): Promise<Door> {
    const known = this.doors.get(key) ?? this.door(claims, service);
    this.doors.set(key, known);
    return known;
  }

  private async door(claims: Claims, service: Service): Promise<Door> {
    const { secrets, urls } = this.system;
    const asked = { key: secrets.issuerKey, ttlSeconds: TTL_SECONDS, ...claims };
    return new Door(urls[service], await issueToken(asked));
  }
}
