// Answers for the shapes of the probes' replies.
export class HealthDto {
  status!: 'ok';
}

export class ReadyDetailsDto {
  /** Digest of the rule table and the checks. */
  policyVersion!: string;
  /** Leaves in the audit log. */
  auditLeaves!: number;
  /** Leaves that are committed with their effect and have no number in the log yet. */
  auditPendingLeaves!: number;
  /** When the oldest of them happened, RFC 3339; null where there is none. */
  auditOldestPendingAt!: string | null;
  /** Whether a mail relay is configured. */
  hasMailRelay!: boolean;
  leaseMs!: number;
}

/** What this process needs of others. */
export class PartsDto {
  storage!: 'ready' | 'unavailable';
  /** Without it requests are answered, opt-outs first of all, and nothing is sent. */
  queue!: 'ready' | 'unavailable';
}

export class ReadyDto {
  status!: 'ready';
  parts!: PartsDto;
  /** Only with an administrator's key. */
  details?: ReadyDetailsDto;
}
