// Answers for the OpenAPI document of the running service, made when it is first asked for.
import { Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';

@Injectable()
export class ApiDocument {
  private build: (() => OpenAPIObject) | null = null;
  private made: OpenAPIObject | null = null;

  attach(build: () => OpenAPIObject): void {
    this.build = build;
  }

  read(): OpenAPIObject {
    this.made ??= this.build?.() ?? null;
    if (this.made === null) throw new TypeError('no document is attached');
    return this.made;
  }
}
