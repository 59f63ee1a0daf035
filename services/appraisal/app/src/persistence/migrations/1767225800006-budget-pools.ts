import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A unit's budget may carry its overrun. Tables that were built anew have their check by another name. */
const CHECKS = `
DO $$
DECLARE
  old text;
BEGIN
  FOR old IN
    SELECT conname FROM pg_constraint
    WHERE conrelid = 'unit'::regclass AND contype = 'c'
      AND pg_get_constraintdef(oid) LIKE '%budget_mode%'
  LOOP
    -- contract: a wider check, refuses nothing that was allowed
    EXECUTE format('ALTER TABLE unit DROP CONSTRAINT %I', old);
  END LOOP;
  -- contract: a wider check, refuses nothing that was allowed
  ALTER TABLE unit ADD CONSTRAINT unit_budget_mode_check
    CHECK (budget_mode IN ('BLOCK', 'SCALE', 'CARRY_POOL'));
END $$`;

export class BudgetPools1767225800006 implements MigrationInterface {
  readonly name = 'BudgetPools1767225800006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(CHECKS);
  }

  async down(): Promise<void> {
    throw new Error('Migrations go forward only: a view is rebuilt, not rolled back.');
  }
}
