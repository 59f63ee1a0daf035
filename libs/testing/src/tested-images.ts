/** What tests run in containers, and what docker-compose.yml runs; the embedded PostgreSQL is 18. */
export const TESTED_IMAGES = { postgres: 'postgres:17', kafka: 'apache/kafka:4.3.1' } as const;
