// Answers for which states of a contact are neither erased nor still being created.
import { contactStates, type ContactState } from '../../ports/contact-store.port.js';

export const liveStates: readonly ContactState[] = contactStates.filter((state) => state !== 'erased');
