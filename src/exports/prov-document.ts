// Answers for the shape of a PROV-JSON document (W3C member submission of 24 April 2013).

export const provSections = [
  'entity',
  'activity',
  'agent',
  'wasDerivedFrom',
  'wasGeneratedBy',
  'used',
  'wasAssociatedWith',
  'wasAttributedTo',
  'actedOnBehalfOf',
  'hadMember',
] as const;
export type ProvSection = (typeof provSections)[number];

export type ProvValue = string | number | boolean | { readonly $: string; readonly type: string };
export type ProvAttributes = Readonly<Record<string, ProvValue | readonly ProvValue[]>>;
/** Entries of each section by id; a section without any may be absent. */
export type ProvPart = { [section in ProvSection]?: Record<string, ProvAttributes> };

export const provPrefixes = {
  prov: 'http://www.w3.org/ns/prov#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
  fk: 'urn:fairknock:',
};

/** A value that names something, such as a PROV type. */
export function qualifiedName(name: string): ProvValue {
  return { $: name, type: 'prov:QUALIFIED_NAME' };
}

export function dateTime(iso: string): ProvValue {
  return { $: iso, type: 'xsd:dateTime' };
}
