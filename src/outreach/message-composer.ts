// Answers for the finished message of a touch: rendered, checked for its mandatory parts, signed, addressed.
import { Injectable, Logger } from '@nestjs/common';
import { reason } from '../gate/reason.js';
import type { Reason } from '../gate/verdict.js';
import { MailTransport, type OutgoingMessage } from '../ports/mail-transport.port.js';
import type { RenderedMessage } from '../rendering/message-input.js';
import { sha256Hex } from '../shared/canonical-json.js';
import { InputError } from '../shared/errors.js';
import { MessageBuilder } from './message-builder.js';
import { messageIdOf } from './touch-ids.js';
import type { TouchOrder } from './touch-order.js';

export interface ComposedMessage {
  readonly mail: OutgoingMessage;
  /** SHA-256 of the bytes as they leave, hex. */
  readonly sha256: string;
}

@Injectable()
export class MessageComposer {
  private readonly logger = new Logger(MessageComposer.name);

  constructor(
    private readonly builder: MessageBuilder,
    private readonly transport: MailTransport,
  ) {}

  /** @returns the reason where the message cannot be made or lacks what must be in it (P3). */
  async compose(order: TouchOrder): Promise<ComposedMessage | Reason> {
    const rendered = this.render(order);
    const to = order.contact?.fields?.email;
    if (rendered === null || to === undefined) return reason('MESSAGE_UNKNOWN');
    if (!rendered.hasOptOut) return reason('OPT_OUT_MISSING');
    if (order.touch.step === 0 && !rendered.hasNotice) return reason('NOTICE_MISSING');
    const raw = await this.transport.sign(rendered.raw);
    return { mail: { envelope: { from: order.campaign.sender.address, to }, raw }, sha256: sha256Hex(raw) };
  }

  private render({ contact, lia, campaign, touch }: TouchOrder): RenderedMessage | null {
    if (contact === null || lia === null) return null;
    const messageId = touch.messageId ?? messageIdOf(touch.id, campaign.sender.address);
    try {
      return this.builder.build({ contact, lia, campaign, step: touch.step, messageId });
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      this.logger.error(`Touch ${touch.id} cannot be rendered: ${error.code}`);
      return null;
    }
  }
}
