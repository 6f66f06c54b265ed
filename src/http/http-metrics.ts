// Answers for the numbers that a Prometheus server collects; labels are route patterns, never paths or persons.
import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { secondMs } from '../shared/instant.js';
import { WorkMetrics } from './work-metrics.js';

const labelNames = ['method', 'route', 'status'] as const;
const bucketsSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

// One per process: the collectors watch the process, not an application.
let processRegistry: Registry | null = null;

function processMetrics(): Registry {
  if (processRegistry === null) {
    processRegistry = new Registry();
    collectDefaultMetrics({ register: processRegistry, prefix: 'fairknock_' });
  }
  return processRegistry;
}

@Injectable()
export class HttpMetrics {
  private readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'fairknock_http_request_duration_seconds',
    help: 'Time from the request to the end of its reply',
    labelNames: [...labelNames],
    buckets: bucketsSeconds,
    registers: [this.registry],
  });

  constructor(private readonly work: WorkMetrics) {}

  observe(labels: Record<(typeof labelNames)[number], string>, durationMs: number): void {
    this.durations.observe(labels, durationMs / secondMs);
  }

  /** Prometheus text format. */
  async text(): Promise<string> {
    const work = new Registry();
    await this.work.writeTo(work);
    return Registry.merge([processMetrics(), this.registry, work]).metrics();
  }

  get contentType(): string {
    return this.registry.contentType;
  }
}
