// Answers for erasure (Article 17): first nothing starts any more, then the plan is cleared, then the data goes (P7, R12).
import { Injectable } from '@nestjs/common';
import { Clock } from '../ports/clock.port.js';
import { ContactStore, type Contact } from '../ports/contact-store.port.js';
import { TouchSchedule } from '../ports/touch-schedule.port.js';
import { notFound } from '../shared/errors.js';
import type { ContactId } from '../shared/ids.js';
import { SuppressionService } from '../suppression/suppression.service.js';
import { contactEvent } from './contact-event.js';

@Injectable()
export class EraseContactService {
  constructor(
    private readonly contacts: ContactStore,
    private readonly touches: TouchSchedule,
    private readonly suppressions: SuppressionService,
    private readonly clock: Clock,
  ) {}

  /**
   * Each step is harmless when repeated, and the data goes last: after a crash in between the same call completes it.
   * The ledger row stays, so the person cannot come back through an import.
   * @throws InputError NOT_FOUND
   */
  async erase(id: ContactId, actor: string): Promise<void> {
    const contact = await this.contacts.find(id);
    if (contact === null) throw notFound(`contact ${id}`);
    if (contact.state !== 'erased') await this.silence(contact, actor);
    const at = this.clock.now();
    await this.touches.cancelForContact(id, at);
    // Also where it was erased before: a store that erases in steps may have been stopped in between.
    await this.contacts.erase(id, at, contactEvent('contact.erased', contact, { actor, at }));
  }

  private async silence(contact: Contact, actor: string): Promise<void> {
    await this.suppressions.suppressContact({
      contact,
      // A number may be a switchboard that colleagues share; without the contact nobody can be given it any more.
      withPhone: false,
      cause: 'erasure',
      receivedAt: this.clock.now(),
      note: null,
      actor,
      contactId: contact.id,
    });
  }
}
