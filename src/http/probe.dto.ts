// Answers for the shapes of the probes' replies.
export class HealthDto {
  status!: 'ok';
}

export class ReadyDetailsDto {
  /** Digest of the rule table and the checks. */
  policyVersion!: string;
  /** Leaves in the audit log. */
  auditLeaves!: number;
  /** Whether a mail relay is configured. */
  hasMailRelay!: boolean;
  leaseMs!: number;
}

export class ReadyDto {
  status!: 'ready';
  /** Only with an administrator's key. */
  details?: ReadyDetailsDto;
}
