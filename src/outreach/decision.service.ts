// Answers for one decision: facts are read, the gate decides; nothing is changed.
import { Injectable } from '@nestjs/common';
import { decide } from '../gate/decide.js';
import { ruleTable } from '../gate/rule-table/rule-table.js';
import type { Verdict } from '../gate/verdict.js';
import { Clock } from '../ports/clock.port.js';
import type { Instant } from '../shared/instant.js';
import { FactsCollector } from './facts-collector.js';
import type { Question } from './question.js';

@Injectable()
export class DecisionService {
  constructor(
    private readonly facts: FactsCollector,
    private readonly clock: Clock,
  ) {}

  /** @param at decides as of then, for a dry run; the facts are those of now. */
  async decide(question: Question, at: Instant = this.clock.now()): Promise<Verdict> {
    return decide(await this.facts.collect(question, at), ruleTable, at);
  }
}
