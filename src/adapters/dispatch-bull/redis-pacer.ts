// Answers for the pace over all processes: slots and places in the Redis that they share.
import { Injectable } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { KeyRing } from '../../ports/key-ring.port.js';
import { Pacer, type PaceRequest } from '../../ports/pacer.port.js';
import { hmacSha256 } from '../../shared/hmac-sha256.js';
import { minuteMs, type Instant } from '../../shared/instant.js';
import { reserveScript } from './pace-scripts.js';
import { RedisConnections } from './redis-connections.js';
import { RedisPlaces } from './redis-places.js';
import { keyPrefix } from './touch-queue.js';

/** A slot that was missed by more than this is lost. */
const slotLifeMs = minuteMs;
/** Keeps these digests apart from any other use of the key. */
const purpose = 'fairknock lane\0';

@Injectable()
export class RedisPacer extends Pacer {
  private readonly places: RedisPlaces;
  private readonly laneKey: Uint8Array;

  constructor(
    private readonly redis: RedisConnections,
    private readonly config: Config,
    keyRing: KeyRing,
  ) {
    super();
    this.places = new RedisPlaces(redis, config.smtpConnections);
    // The oldest live key: processes that have the new one already and those that have not meet in one lane.
    const key = keyRing.tokenKeys.at(-1);
    if (key === undefined) throw new TypeError('no usable token key');
    this.laneKey = key.secret;
  }

  async reserve(request: PaceRequest, now: Instant): Promise<Instant> {
    const lanes = [
      { name: `sender:${request.sender}`, ratePerMinute: this.config.ratePerSender },
      { name: `domain:${request.domain}`, ratePerMinute: this.config.ratePerDomain },
    ].filter(({ ratePerMinute }) => ratePerMinute > 0);
    if (lanes.length === 0) return now;
    const keys = lanes.flatMap(({ name, ratePerMinute }) => this.keysOf(name, ratePerMinute));
    const spacings = lanes.map(({ ratePerMinute }) => minuteMs / ratePerMinute);
    const kept = `${keyPrefix}:slot:${request.touchId}`;
    const at = await reserveScript.run(this.redis.client, [kept, ...keys], [now, slotLifeMs, ...spacings]);
    return Number(at) as Instant;
  }

  enter(): Promise<() => void> {
    return this.places.enter();
  }

  /** A digest: neither an address nor a domain can be read in Redis, or guessed there without the key. */
  private keysOf(name: string, ratePerMinute: number): [string, string] {
    const digest = hmacSha256(this.laneKey, `${purpose}${name}`).toString('base64url');
    // At another rate the slots are other ones.
    const key = `${keyPrefix}:lane:${ratePerMinute}:${digest}`;
    return [`${key}:runs`, `${key}:ends`];
  }
}
