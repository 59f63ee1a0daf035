import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { OpenAPIObject } from '@nestjs/swagger';
import { routeAccess as appraisal } from '@ywk/appraisal-app';
import { routeAccess as duty } from '@ywk/duty-app';
import { routeAccess as payroll } from '@ywk/payroll-app';
import { routeAccess as recruitment } from '@ywk/recruitment-app';
import { PURPOSES, type Scope } from '@ywk/platform';
import { query } from '@ywk/testing';
import { cellsOf, DECIDING, pairFaults } from '../../support/access-matrix.ts';
import { nobody } from '../../support/access-probe.ts';
import { tryCell, type Trial } from '../../support/access-trial.ts';
import { StatedAnswers } from '../../support/answers-as-stated.ts';
import { accessGaps, servedRoutes } from '../../support/router.ts';
import { appraisalScene } from './appraisal-scene.ts';
import { dutyScene } from './duty-scene.ts';
import { payrollScene } from './payroll-scene.ts';
import { recruitmentScene } from './recruitment-scene.ts';
import type { PlayedScene } from './played-scene.ts';

const services = [
  { name: 'recruitment', table: recruitment, play: recruitmentScene },
  { name: 'duty', table: duty, play: dutyScene },
  { name: 'appraisal', table: appraisal, play: appraisalScene },
  { name: 'payroll', table: payroll, play: payrollScene },
];

/** Deciding commands whose pairs are tried where their stories are told, or have no pair. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'POST /v1/grade-proposals/{id}/calibrate': 'calibrate: nobody moves the own level',
  'POST /v1/reviews/{review}/confirm': 'panel: a member who is reviewed, or kin, does not count',
  'POST /v1/periods/{calendar}/{period}/finalise': 'about no person: what it ends was approved',
};

/** As `GET /v1/access-log` shows it. */
interface KeptRead {
  readonly at: string;
  readonly who: string;
  readonly route: string;
  readonly purpose: string;
  readonly officers: readonly string[];
}

describe.each(services)('who may call what of $name', ({ table, play }) => {
  let scene: PlayedScene;

  beforeAll(async () => {
    scene = await play();
  }, 120_000);
  afterAll(() => scene.stop());

  test('the router serves what the table states, and nothing else', () => {
    const served = servedRoutes(scene.app);
    expect(accessGaps(served, table)).toEqual({ unstated: [], unserved: [] });
    // A table that forgets a route, and one that states a route too many.
    const [first = ''] = served;
    const forgetful = Object.fromEntries(Object.entries(table).filter(([name]) => name !== first));
    expect(accessGaps(served, forgetful).unstated).toContain(first);
    const fewer = served.filter((name) => name !== first);
    expect(accessGaps(fewer, table).unserved).toEqual([first]);
  });

  describe('every cell', () => {
    const trials: Trial[] = [];

    beforeAll(async () => {
      const cells = cellsOf(table);
      for (const route of new Set(cells.map((cell) => cell.route))) {
        const ofRoute = cells.filter((cell) => cell.route === route);
        trials.push(...(await Promise.all(ofRoute.map((cell) => tryCell(scene, cell)))));
      }
    }, 120_000);

    test('is as the table says', () => {
      expect(trials.flatMap(({ faults }) => faults)).toEqual([]);
    });

    test('was tried by who gets in, and by who is kept out', () => {
      expect(trials.flatMap(({ untried }) => untried)).toEqual([]);
    });

    test('is seen to be untried where nobody gets in, or nobody is kept out', async () => {
      const stranger = nobody(Object.keys(scene.own));
      const nobodyIn = { ...scene, own: stranger, child: stranger };
      const nobodyOut = { ...scene, foreign: scene.own };
      const first = (wanted: Scope) => cellsOf(table).filter(({ scope }) => scope === wanted)[0];
      const [units, self] = [first('units'), first('self')];
      if (units === undefined) throw new Error('No route asks for units.');
      expect((await tryCell(nobodyIn, units)).untried).not.toEqual([]);
      expect((await tryCell(nobodyOut, units)).untried).not.toEqual([]);
      if (self !== undefined) expect((await tryCell(nobodyOut, self)).untried).not.toEqual([]);
    });

    test('that is not as the table says is noticed', async () => {
      const [open] = cellsOf(table).filter(({ scope }) => scope === 'any');
      if (open === undefined) throw new Error('No route is open to a role as it is.');
      expect((await tryCell(scene, { ...open, scope: undefined })).faults).toHaveLength(1);
      expect((await tryCell(scene, { ...open, scope: 'all' })).faults).toHaveLength(1);
    });
  });

  test('what is answered is as the document states it', async () => {
    const address = await scene.app.getUrl();
    const said = (await (await fetch(`${address}/openapi.json`)).json()) as OpenAPIObject;
    const stated = new StatedAnswers(said);
    const faults: string[] = [];
    const tried = new Set<string>();
    const told = cellsOf(table).filter(({ scope }) => scope !== undefined && scope !== 'self');
    for (const { route, role } of told) {
      const [method, path = ''] = route.split(' ');
      if (method !== 'GET' || !stated.states(path)) continue;
      const about = { subject: scene.own, sample: scene.samples[route] };
      const knock = await scene.probe.knock(route, { role, units: ['*'] }, about);
      faults.push(...stated.faultsOf(path, knock));
      if (knock.status === 200) tried.add(path);
    }
    expect(faults).toEqual([]);
    expect(tried.size).toBeGreaterThan(1);
    const [path = ''] = tried;
    expect(stated.faultsOf(path, { status: 200, text: '{"items":7}' })).not.toEqual([]);
  });

  test('without a token nothing but what is public answers', async () => {
    const open = async (route: string): Promise<boolean> => {
      const { status } = await scene.probe.knock(route, undefined, { subject: scene.own });
      return status !== 401;
    };
    const closed = Object.keys(table).filter((route) => table[route] !== 'public');
    const found = await Promise.all(closed.map(open));
    expect(closed.filter((_, at) => found[at])).toEqual([]);
  });

  test('author, approver and subject are three persons', async () => {
    const faults: string[] = [];
    for (const pair of scene.separated) faults.push(...(await pairFaults(scene, pair)));
    expect(faults).toEqual([]);
    const tried = new Set(scene.separated.map(({ route }) => route));
    const deciding = Object.keys(table).filter((route) => DECIDING.test(route));
    const untried = deciding.filter((route) => !tried.has(route));
    expect(untried.filter((route) => ELSEWHERE[route] === undefined)).toEqual([]);
    // Another person is let in to the same matter: the pair is what is refused.
    for (const pair of scene.separated.slice(0, 1)) {
      expect(await pairFaults(scene, { ...pair, author: 'another' })).toHaveLength(1);
    }
  });

  const personal = Object.keys(table).filter((route) => {
    const access = table[route];
    return access !== undefined && access !== 'public' && access.personal === true;
  });

  describe('reads of personal data', () => {
    const watch = async (query: Readonly<Record<string, string>> = {}) => {
      const auditor = { role: 'auditor', units: ['*'] } as const;
      const about = { subject: scene.own, sample: { query: () => query } };
      const { text } = await scene.probe.knock('GET /v1/access-log', auditor, about);
      return JSON.parse(text) as { items: KeptRead[]; nextCursor: string | null };
    };

    test('were written down with who, whom, when and why, and with no name', async () => {
      const { items } = await watch({ limit: '200' });
      expect(items.length).toBeGreaterThan(0);
      for (const { route, purpose, at } of items) {
        expect(personal).toContain(route);
        expect([...Object.keys(PURPOSES), 'OWN', 'MACHINE']).toContain(purpose);
        expect(at).toMatch(/^20/);
      }
      expect(JSON.stringify(items)).not.toContain(scene.own['personName'] ?? 'a name of nobody');
    });

    test('are found by who, whom and route, page by page', async () => {
      const [last] = (await watch({ limit: '1' })).items;
      const { who = '', route = '' } = last ?? {};
      const { items } = await watch({ who, route, limit: '200' });
      expect(new Set(items.map((each) => `${each.who} ${each.route}`))).toEqual(
        new Set([`${who} ${route}`]),
      );
      const paged: KeptRead[] = [];
      let cursor: string | null = null;
      do {
        const more: Readonly<Record<string, string>> = cursor === null ? {} : { cursor };
        const page = await watch({ who, route, limit: '1', ...more });
        paged.push(...page.items);
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(items);
      const [named] = items.flatMap(({ officers }) => officers);
      if (named === undefined) return;
      const about = await watch({ whom: named });
      expect(about.items.every(({ officers }) => officers.includes(named))).toBe(true);
      expect(about.items.length).toBeGreaterThan(0);
    });

    test('need a purpose of a person', async () => {
      for (const route of personal) {
        const [cell] = cellsOf(table).filter(
          ({ route: name, scope, role }) =>
            name === route && scope !== undefined && scope !== 'self' && role !== 'payroll-system',
        );
        if (cell === undefined) continue;
        const who = { role: cell.role, units: ['*'] };
        const silent = { subject: scene.own, sample: scene.samples[route], purpose: null };
        const found = await scene.probe.knock(route, who, silent);
        expect([route, found.status, found.code]).toEqual([route, 400, 'PURPOSE_NEEDED']);
      }
    });

    test('without the audit there is no answer', async () => {
      await query(scene.database, `DELETE FROM log_counter WHERE log LIKE '%.access'`);
      for (const route of personal) {
        const [cell] = cellsOf(table).filter(({ route: name, scope }) => name === route && scope);
        const { role = 'hr' } = cell ?? {};
        const who = { role, units: ['*'], officer: scene.own.officer };
        const about = { subject: scene.own, sample: scene.samples[route] };
        const found = await scene.probe.knock(route, who, about);
        // A line that nobody kept is not found, with an audit or without.
        if (route.endsWith('/raw')) expect(found.status).toBe(404);
        else expect([route, found.status >= 500]).toEqual([route, true]);
        expect(found.text).not.toContain(scene.own['personName'] ?? '"items"');
      }
    });
  });
});
