import { LOGS } from '@ywk/contracts';
import type { ViewModule } from '@ywk/projections';
import { foldPersonnel } from './personnel.projection.ts';

const placementTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  from_day date NOT NULL,
  unit text NOT NULL,
  post text NOT NULL,
  badge text NOT NULL,
  seat text,
  PRIMARY KEY (partition, officer, from_day)
)`;

const lastDayTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  officer uuid NOT NULL,
  on_day date NOT NULL,
  PRIMARY KEY (partition, officer, on_day)
)`;

const unitTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  unit text NOT NULL,
  parent text,
  PRIMARY KEY (partition, unit)
)`;

const operatorHoldTable = (name: string): string => `
CREATE TABLE ${name} (
  partition smallint NOT NULL,
  operator text NOT NULL,
  officer uuid NOT NULL,
  from_day date NOT NULL,
  until_day date,
  PRIMARY KEY (partition, operator, officer, from_day)
);
CREATE INDEX ON ${name} (officer)`;

/**
 * Who holds which badge and seat, as a view that can be built again. Nobody judges calls by the
 * tables that are built beside: no lock is needed, and no call is judged again.
 */
export const personnelView: ViewModule = {
  name: 'duty.personnel',
  logs: [LOGS.personnel],
  tables: {
    placement: placementTable,
    last_day: lastDayTable,
    unit: unitTable,
    operator_hold: operatorHoldTable,
  },
  async fold({ events, tx }, table) {
    await foldPersonnel(tx, events, { lock: async () => undefined, table });
  },
};
