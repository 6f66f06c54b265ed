// Answers for everything the gate may look at; a fact that is not known is null and never counts in favour of sending.
import type { Channel } from '../shared/channel.js';
import type { DateOnly, Instant } from '../shared/instant.js';
import type { LiaBounds, LiaState } from '../ports/lia-store.port.js';
import type { ContactState, SourceKind, SourceVisibility, SubscriberType } from '../ports/contact-store.port.js';
import type { CampaignState } from '../ports/campaign-store.port.js';
import type { SuppressionCause } from '../ports/touch-ledger.port.js';

export interface PersonFacts {
  readonly suppression: { readonly cause: SuppressionCause; readonly effectiveAt: Instant } | null;
  /** Kinds of the closed gate rows that lie on this person's way. */
  readonly closedGates: readonly ('domain' | 'phone' | 'lia' | 'campaign' | 'installation')[];
  /** Two of the person's addresses lead to different ledger rows (R0). */
  readonly isInConflict: boolean;
  /** Touches used on this channel over all campaigns, in flight and unknown ones included. */
  readonly usedCount: number;
  /** Time of the latest touch on this channel. */
  readonly lastTouchAt: Instant | null;
  /** Time of the first email that was delivered; it carried the Article 14 notice. */
  readonly firstDeliveredEmailAt: Instant | null;
}

export interface SourceFacts {
  readonly kind: SourceKind;
  readonly visibility: SourceVisibility;
  readonly publishedBy: 'person' | 'employer' | 'third_party' | null;
  readonly noSolicitation: boolean | null;
  readonly hasEvidence: boolean;
  readonly capturedAt: Instant;
  /** Registrable domain of the source's URL. */
  readonly domain: string | null;
  /** Names of the contact fields that this source shows. */
  readonly fields: readonly string[];
}

export interface ContactFacts {
  readonly state: ContactState;
  /** Organisation seat, ISO 3166-1 alpha-2. */
  readonly country: string | null;
  /** Country of the phone number's prefix; only asked for calls. */
  readonly phoneCountry: string | null;
  readonly phoneLineType: 'fixed' | 'mobile' | 'fixed_or_mobile' | 'other' | null;
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
  /** `generic` for role mailboxes such as info@, see `mailboxKind`. */
  readonly mailboxKind: 'named' | 'generic' | null;
  /** IANA zone; null where it is neither stated nor clear from the country. */
  readonly timeZone: string | null;
  readonly language: string | null;
  readonly subscriberType: SubscriberType;
  readonly hasCompanyNumber: boolean;
  readonly jobTitle: string | null;
  /** Names of the personal fields that are stored. */
  readonly storedFields: readonly string[];
  readonly sources: readonly SourceFacts[];
  /** When the data was obtained: the earliest capture, or the import where that is earlier. */
  readonly obtainedAt: Instant;
}

export interface LiaFacts {
  readonly id: string;
  readonly version: number;
  readonly state: LiaState;
  readonly nextReviewOn: DateOnly | null;
  readonly bounds: LiaBounds;
  /** Languages of the purpose statement. */
  readonly languages: readonly string[];
  readonly hasPostalAddress: boolean;
  readonly hasControllerContact: boolean;
  readonly callerNumbers: readonly string[];
  /** Hosts of the declared processors; an entry without hosts declares any relay (`'*'`). */
  readonly processorHosts: readonly string[];
}

export interface MessageFacts {
  /** The step's template has the notice block. */
  readonly hasNotice: boolean;
  readonly hasOptOut: boolean;
  /** Language in which the message can be sent to this contact; null where there is none. */
  readonly language: string | null;
  /** Domain of the sender address; null where the campaign names none. */
  readonly senderDomain: string | null;
  /** Host of the configured mail relay; null where none is configured. */
  readonly relayHost: string | null;
}

export interface ScreeningFacts {
  readonly register: string;
  readonly result: 'clear' | 'listed';
  readonly screenedAt: Instant;
}

export interface CallFacts {
  /** E.164; null where it is withheld or no number. */
  readonly callerNumber: string | null;
  readonly callerLineType: 'fixed' | 'mobile' | 'fixed_or_mobile' | 'other' | null;
  readonly screenings: readonly ScreeningFacts[];
}

export interface CampaignFacts {
  readonly id: string;
  readonly state: CampaignState;
  readonly targetRoles: readonly string[];
}

export interface Facts {
  readonly channel: Channel;
  /** Null where the address is not a stored contact. */
  readonly contact: ContactFacts | null;
  readonly person: PersonFacts;
  readonly lia: LiaFacts | null;
  /** Null for a decision on an LIA alone. */
  readonly campaign: CampaignFacts | null;
  /** Null unless the channel is email and a campaign step is decided. */
  readonly message: MessageFacts | null;
  /** Null unless the channel is call. */
  readonly call: CallFacts | null;
  /** When the touch was due, and after which span it waits for a person; null for a dry run. */
  readonly schedule: { readonly dueAt: Instant; readonly staleAfterMs: number } | null;
}
