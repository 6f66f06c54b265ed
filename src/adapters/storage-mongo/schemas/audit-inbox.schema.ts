// Answers for leaves of effects that touch no other document: they wait here for their number.
import type { LeafId } from '../../../shared/ids.js';
import { mongoCollection, type MongoDocument } from '../mongo-collection.js';
import { leafPaths, type WithLeaves } from '../pending-leaf.js';

export interface AuditInboxDocument extends MongoDocument, WithLeaves {
  /** Id of the first leaf, so that a repeat meets itself. */
  readonly _id: LeafId;
}

export const auditInbox = mongoCollection<AuditInboxDocument>('audit_inbox', { _id: String, ...leafPaths });
