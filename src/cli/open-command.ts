// Answers for giving a command the ports and features it needs, beside a running service.
import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext, Type } from '@nestjs/common';
import { AppModule } from '../app.module.js';
import type { Config } from '../config/config.js';
import { processEnvironment } from '../config/process-environment.js';
import { readConfig } from '../config/read-config.js';
import { AuditLog } from '../ports/audit-log.port.js';

export interface CommandContext {
  readonly app: INestApplicationContext;
  readonly config: Config;
}

/** Opens the store, runs the work, closes the store. @throws StartRefusal */
export async function lookWithCommand<T>(
  features: readonly Type[],
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  const { config } = readConfig(processEnvironment());
  const module = AppModule.forCommand(config, features);
  const app = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    return await work({ app, config });
  } finally {
    await app.close();
  }
}

/** The same for work that leaves traces in the audit log: they have their numbers when it ends, with no service near. */
export async function withCommand<T>(
  features: readonly Type[],
  work: (context: CommandContext) => Promise<T>,
): Promise<T> {
  return lookWithCommand(features, async (context) => {
    const result = await work(context);
    await context.app.get(AuditLog).catchUp();
    return result;
  });
}
