// Answers for the API reference: for programs and for people.
import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiProduces, type OpenAPIObject } from '@nestjs/swagger';
import { ApiDocument } from './api-document.js';
import { docsPage, docsStyle } from './docs-page.js';
import { Public } from './roles.js';

const pagePolicy = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

@Controller()
@Public()
export class DocsController {
  constructor(private readonly document: ApiDocument) {}

  /** The OpenAPI 3.1 document of this API. */
  @Get('openapi.json')
  @ApiOkResponse({ description: 'OpenAPI 3.1', schema: { type: 'object' } })
  openApi(): OpenAPIObject {
    return this.document.read();
  }

  /** This API as a page. */
  @Get('docs')
  @ApiProduces('text/html')
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', pagePolicy)
  page(): string {
    return docsPage(this.document.read());
  }

  /** The page's style sheet. */
  @Get('docs/style.css')
  @ApiProduces('text/css')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return docsStyle;
  }
}
