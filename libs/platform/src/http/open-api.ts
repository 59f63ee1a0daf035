import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';

export interface OpenApiStatement {
  readonly title: string;
  readonly description: string;
  readonly version: string;
}

/** Serves the page at `/docs` and the document at `/openapi.json` and `/openapi.yaml`. */
export const serveOpenApi = (app: INestApplication, statement: OpenApiStatement): void => {
  const head = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle(statement.title)
    .setDescription(statement.description)
    .setVersion(statement.version)
    .addBearerAuth()
    .addSecurityRequirements('bearer')
    .build();
  SwaggerModule.setup('docs', app, () => SwaggerModule.createDocument(app, head), {
    jsonDocumentUrl: 'openapi.json',
    yamlDocumentUrl: 'openapi.yaml',
    customSiteTitle: statement.title,
  });
};
