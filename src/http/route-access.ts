// Answers for the list of every route with who may call it, read from the controllers themselves.
import { RequestMethod, type INestApplicationContext } from '@nestjs/common';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';
import type { Role } from '../ports/account-store.port.js';
import { alsoAnswersKey } from './also-answers.js';
import { openOnLoopbackKey, publicKey, rolesKey } from './roles.js';

export interface RouteAccess {
  readonly controller: string;
  readonly handler: string;
  /** Upper case, for example `GET`. */
  readonly method: string;
  /** Pattern such as `/v1/contacts/:id`. */
  readonly path: string;
  readonly isPublic: boolean;
  readonly isOpenOnLoopback: boolean;
  /** Empty where it is public, or closed to everybody. */
  readonly roles: readonly Role[];
  /** Statuses of errors beyond those that every such route has. */
  readonly alsoAnswers: readonly number[];
}

type Handler = (...args: never[]) => unknown;
interface ControllerClass {
  readonly name: string;
  readonly prototype: Record<string, Handler>;
}

function metadata(key: string, handler: Handler, controller: ControllerClass): unknown {
  return (Reflect.getMetadata(key, handler) as unknown) ?? (Reflect.getMetadata(key, controller) as unknown);
}

function pathsOf(target: object): string[] {
  return [Reflect.getMetadata('path', target) as string | string[] | undefined].flat().map((path) => path ?? '');
}

function joined(...parts: readonly string[]): string {
  return `/${parts
    .flatMap((part) => part.split('/'))
    .filter((part) => part !== '')
    .join('/')}`;
}

function accessOf(controller: ControllerClass, name: string): RouteAccess[] {
  const handler = controller.prototype[name];
  const method =
    handler === undefined ? undefined : (Reflect.getMetadata('method', handler) as RequestMethod | undefined);
  if (handler === undefined || method === undefined) return [];
  const common = {
    controller: controller.name,
    handler: name,
    method: RequestMethod[method],
    isPublic: metadata(publicKey, handler, controller) === true,
    isOpenOnLoopback: metadata(openOnLoopbackKey, handler, controller) === true,
    roles: (metadata(rolesKey, handler, controller) ?? []) as readonly Role[],
    alsoAnswers: (metadata(alsoAnswersKey, handler, controller) ?? []) as readonly number[],
  };
  return pathsOf(controller).flatMap((prefix) =>
    pathsOf(handler).map((path) => ({ ...common, path: joined(prefix, path) })),
  );
}

export function routeAccess(app: INestApplicationContext): RouteAccess[] {
  const scanner = new MetadataScanner();
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [...module.controllers.values()]);
  const classes = new Set(controllers.map((wrapper) => wrapper.metatype as unknown as ControllerClass));
  return [...classes].flatMap((controller) =>
    scanner.getAllMethodNames(controller.prototype).flatMap((name) => accessOf(controller, name)),
  );
}
