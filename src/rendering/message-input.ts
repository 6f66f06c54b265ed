// Answers for what a message is made of before it is rendered, and for what comes out.
import type { Instant } from '../shared/instant.js';
import type { SourceKind, SourcePublisher } from '../ports/contact-store.port.js';

/** What the notice block says (GDPR Article 14, first layer; A03, A04, T1). */
export interface NoticeInput {
  readonly controller: {
    readonly name: string;
    readonly postalAddress: string;
    readonly email: string;
    readonly phone: string | null;
    readonly website: string | null;
    readonly dpo: { readonly name: string; readonly email: string };
    readonly regulator: { readonly name: string; readonly url: string } | null;
  };
  readonly interest: string;
  /** In the message's language, word for word from the LIA version. */
  readonly purposeStatement: string;
  readonly privacyPolicyUrl: string;
  readonly source: {
    readonly kind: SourceKind;
    readonly url: string;
    readonly capturedAt: Instant;
    readonly isPublic: boolean;
    readonly publishedBy: SourcePublisher | null;
  };
}

/** Slots that a step's template may use. */
export interface PersonSlots {
  readonly givenName?: string;
  readonly familyName?: string;
  readonly jobTitle?: string;
  readonly organisation?: string;
  readonly country: string;
}

export interface StepTemplate {
  readonly subject: string;
  readonly html: string | null;
  readonly text: string;
}

export interface MessageInput {
  readonly step: StepTemplate;
  /** BCP 47; one that `supportedLanguages` names. */
  readonly language: string;
  readonly slots: PersonSlots;
  readonly notice: NoticeInput;
  /** `https://.../u/<token>`; also the RFC 8058 URI. */
  readonly optOutUrl: string;
  readonly from: { readonly name: string; readonly address: string };
  readonly replyTo: string | null;
  readonly to: { readonly name: string | null; readonly address: string };
  /** With angle brackets; stable per touch. */
  readonly messageId: string;
  readonly date: Instant;
}

export interface RenderedMessage {
  readonly subject: string;
  readonly text: string;
  readonly html: string | null;
  /** The whole RFC 5322 message with CRLF line ends, ready for DKIM and DATA. */
  readonly raw: Buffer;
  readonly hasNotice: boolean;
  readonly hasOptOut: boolean;
}
