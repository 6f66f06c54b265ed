// Answers for joining the sources of a contact: the same page seen at the same time is one source.
import type { ContactField, Source } from '../ports/contact-store.port.js';

function keyOf(source: Source): string {
  return JSON.stringify([source.kind, source.url, source.capturedAt]);
}

function joined(old: Source, added: Source): Source {
  return {
    ...added,
    id: old.id,
    publishedBy: added.publishedBy ?? old.publishedBy,
    noSolicitation: added.noSolicitation ?? old.noSolicitation,
    evidenceSha256: added.evidenceSha256 ?? old.evidenceSha256,
    fields: [...new Set([...old.fields, ...added.fields])],
  };
}

/** A source showed the value of its time: of a field that has another value now, it shows nothing. */
export function withoutFields(sources: readonly Source[], fields: readonly ContactField[]): readonly Source[] {
  if (fields.length === 0) return sources;
  return sources.map((source) => ({ ...source, fields: source.fields.filter((field) => !fields.includes(field)) }));
}

/** Sources in the order in which they came; what the newer statement says about the same source wins. */
export function mergeSources(stored: readonly Source[], added: readonly Source[]): readonly Source[] {
  const byKey = new Map(stored.map((source) => [keyOf(source), source]));
  for (const source of added) {
    const old = byKey.get(keyOf(source));
    byKey.set(keyOf(source), old === undefined ? source : joined(old, source));
  }
  return [...byKey.values()];
}
