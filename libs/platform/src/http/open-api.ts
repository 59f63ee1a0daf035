import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import type { AccessTable } from '../auth/route-access.ts';
import { completed } from './open-api-complete.ts';

/** The service that a document describes. */
export interface OpenApiStatement {
  /** `recruitment`, `duty`, `appraisal` or `payroll`. */
  readonly name: string;
  readonly access: AccessTable;
}

const DESCRIPTION = `一网考 · Auxiliary police: recruitment, duty, appraisal, payroll.

Refusals are problem documents (RFC 9457) in Chinese, or in English for \`Accept-Language: en\`;
their codes are listed in docs/problems.md. 拒绝以问题文档答复，代码见 docs/problems.md。`;

/** The whole interface of a service: what its controllers state, and what all of them answer. */
export const openApiOf = (
  app: INestApplication,
  { name, access }: OpenApiStatement,
): OpenAPIObject => {
  const head = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(`Yiwangkao · ${name}`)
    .setDescription(DESCRIPTION)
    .setVersion('1')
    .addServer('/')
    .addBearerAuth()
    .build();
  return completed(SwaggerModule.createDocument(app, head), access);
};

/** Serves the page at `/docs` and the document at `/openapi.json` and `/openapi.yaml`. */
export const serveOpenApi = (app: INestApplication, statement: OpenApiStatement): void =>
  SwaggerModule.setup('docs', app, () => openApiOf(app, statement), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: `Yiwangkao · ${statement.name}`,
  });
