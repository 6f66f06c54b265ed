// Answers for the bare side of the route comparison: one Nest route on Fastify that answers a fixed object.
import 'reflect-metadata';
import { Body, Controller, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';

class BareController {
  decide() {
    return { outcome: 'allow', reasons: [], policyVersion: 'bench', liaId: 'bench', liaVersion: 1, decidedAt: 'bench' };
  }
}

class BareModule {}

// The decorators by hand: this file is not compiled.
Controller('v1/decisions')(BareController);
Body()(BareController.prototype, 'decide', 0);
Post()(BareController.prototype, 'decide', Object.getOwnPropertyDescriptor(BareController.prototype, 'decide'));
Module({ controllers: [BareController] })(BareModule);

const app = await NestFactory.create(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.on('disconnect', () => process.exit(0));
process.send?.({ port: app.getHttpServer().address().port });
