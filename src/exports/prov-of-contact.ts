// Answers for one contact's provenance in the words of W3C PROV (rules 5.3): what was taken from where, by whom, under which plan.
import { createHash } from 'node:crypto';
import {
  type ContactProvenance,
  type ErasedProvenance,
  type LiaSummary,
  type SourceProvenance,
} from './contact-provenance.js';
import { dateTime, qualifiedName, type ProvAttributes, type ProvPart, type ProvSection } from './prov-document.js';

const software = 'fk:fairknock';

/** People are told apart by what was written of them; the digest makes a name that PROV allows. */
function personId(name: string): string {
  return `fk:person-${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}

class PartBuilder {
  readonly part: ProvPart = {};
  private relationCount = 0;

  constructor(private readonly contactId: string) {}

  add(section: ProvSection, id: string, attributes: ProvAttributes): void {
    (this.part[section] ??= {})[id] = attributes;
  }

  relate(section: ProvSection, attributes: ProvAttributes): void {
    this.relationCount += 1;
    this.add(section, `_:${this.contactId}-${this.relationCount}`, attributes);
  }
}

function addPlan(builder: PartBuilder, lia: LiaSummary): string {
  const id = `fk:lia-${lia.id}-v${lia.version ?? 0}`;
  const controller = `fk:controller-${lia.id}`;
  builder.add('entity', id, {
    'prov:type': qualifiedName('prov:Plan'),
    'prov:label': lia.title ?? lia.id,
    ...(lia.hash === null ? {} : { 'fk:hash': lia.hash }),
  });
  builder.add('agent', controller, {
    'prov:type': qualifiedName('prov:Organization'),
    'prov:label': lia.controllerName ?? lia.id,
  });
  builder.add('agent', software, { 'prov:type': qualifiedName('prov:SoftwareAgent'), 'prov:label': 'Fairknock' });
  const delegation = `_:delegation-${lia.id}`;
  builder.add('actedOnBehalfOf', delegation, { 'prov:delegate': software, 'prov:responsible': controller });
  return id;
}

/** The taking in: an import, or one entry by hand; with the plan under which it was done. */
function addActivity(builder: PartBuilder, provenance: ContactProvenance, plan: string): string {
  const { importId, contactId, createdAt, liaId } = provenance;
  const id = importId === null ? `fk:entry-${contactId}` : `fk:import-${importId}`;
  builder.add('activity', id, {
    'prov:type': qualifiedName(importId === null ? 'fk:Entry' : 'fk:Import'),
    ...(importId === null ? { 'prov:startTime': createdAt } : {}),
  });
  const association = importId === null ? `_:entry-${contactId}` : `_:association-${importId}-${liaId}`;
  builder.add('wasAssociatedWith', association, {
    'prov:activity': id,
    'prov:agent': software,
    'prov:plan': plan,
  });
  return id;
}

function addSource(builder: PartBuilder, source: SourceProvenance, activity: string): string {
  const id = `fk:source-${source.id}`;
  const person = personId(source.capturedBy);
  builder.add('entity', id, {
    'prov:type': qualifiedName('fk:Source'),
    'prov:location': source.url,
    'prov:generatedAtTime': dateTime(source.capturedAt),
    'fk:kind': source.kind,
    'fk:visibility': source.visibility,
    ...(source.publishedBy === null ? {} : { 'fk:publishedBy': source.publishedBy }),
    ...(source.noSolicitation === null ? {} : { 'fk:noSolicitation': source.noSolicitation }),
    ...(source.evidenceSha256 === null ? {} : { 'fk:evidenceSha256': source.evidenceSha256 }),
  });
  builder.add('agent', person, { 'prov:type': qualifiedName('prov:Person'), 'prov:label': source.capturedBy });
  builder.add('wasAttributedTo', `_:attribution-${source.id}`, { 'prov:entity': id, 'prov:agent': person });
  builder.add('used', `_:use-${source.id}`, { 'prov:activity': activity, 'prov:entity': id });
  return id;
}

function addFields(builder: PartBuilder, provenance: ContactProvenance, activity: string): void {
  const contact = `fk:contact-${provenance.contactId}`;
  for (const { field, value, sources } of provenance.fields) {
    if (sources.length === 0) continue;
    const id = `${contact}-${field}`;
    builder.add('entity', id, {
      'prov:type': qualifiedName('fk:ContactField'),
      'prov:label': field,
      'prov:value': value,
    });
    builder.relate('wasGeneratedBy', { 'prov:entity': id, 'prov:activity': activity });
    builder.relate('hadMember', { 'prov:collection': contact, 'prov:entity': id });
    for (const source of sources) {
      builder.relate('wasDerivedFrom', {
        'prov:generatedEntity': id,
        'prov:usedEntity': addSource(builder, source, activity),
        'prov:type': qualifiedName('prov:PrimarySource'),
      });
    }
  }
}

/** The contact itself is a collection of its field values, and derived from what each of them is derived from. */
function addContact(builder: PartBuilder, provenance: ContactProvenance, activity: string): void {
  const { contactId, state, retainUntil, fields } = provenance;
  const id = `fk:contact-${contactId}`;
  const unsourced = fields.filter((field) => field.sources.length === 0).map((field) => field.field);
  builder.add('entity', id, {
    'prov:type': [qualifiedName('prov:Collection'), qualifiedName('fk:Contact')],
    'fk:state': state,
    ...(retainUntil === null ? {} : { 'fk:retainUntil': retainUntil }),
    // A value without a source has no provenance to tell; its name shows the gap.
    ...(unsourced.length === 0 ? {} : { 'fk:fieldsWithoutSource': unsourced }),
  });
  builder.relate('wasGeneratedBy', { 'prov:entity': id, 'prov:activity': activity });
  const sourceIds = new Set(fields.flatMap((field) => field.sources.map((source) => source.id)));
  for (const sourceId of sourceIds) {
    builder.relate('wasDerivedFrom', {
      'prov:generatedEntity': id,
      'prov:usedEntity': `fk:source-${sourceId}`,
      'prov:type': qualifiedName('prov:PrimarySource'),
    });
  }
}

/** Complete in itself: every id that it refers to is in it. */
export function provOfContact(provenance: ContactProvenance | ErasedProvenance, lia: LiaSummary): ProvPart {
  const builder = new PartBuilder(provenance.contactId);
  if (!('fields' in provenance)) {
    builder.add('entity', `fk:contact-${provenance.contactId}`, {
      'prov:type': qualifiedName('fk:ErasedContact'),
      'fk:state': provenance.state,
    });
    return builder.part;
  }
  const activity = addActivity(builder, provenance, addPlan(builder, lia));
  addFields(builder, provenance, activity);
  addContact(builder, provenance, activity);
  return builder.part;
}
