import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Request, Response } from 'express';
import { map, type Observable } from 'rxjs';
import { explanationShown, type Explaining } from './explanation.view.ts';
import { explanationPage, PAGE_POLICY } from './page/explanation.page.ts';

/** What is said of one person stays with who asked. */
export const NOT_KEPT = ['Cache-Control', 'private, no-store'] as const;

/** Sends an explanation as JSON, or as a page where the address or the reader asks for one. */
@Injectable()
export class ExplanationForm implements NestInterceptor<Explaining> {
  intercept(context: ExecutionContext, next: CallHandler<Explaining>): Observable<unknown> {
    const request = context.switchToHttp().getRequest<Request>();
    const response = context.switchToHttp().getResponse<Response>();
    const isPage = request.path.endsWith('.html') || request.accepts(['json', 'html']) === 'html';
    return next.handle().pipe(
      map((explaining) => {
        response.setHeader('Vary', 'Accept').setHeader(...NOT_KEPT);
        if (!isPage) return explanationShown(explaining);
        response.setHeader('Content-Security-Policy', PAGE_POLICY).type('text/html');
        return explanationPage(explaining);
      }),
    );
  }
}
