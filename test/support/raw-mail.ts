// Answers for the few header fields of a caught mail that tests act on, read without any mail library.

/** @returns the value of the field, unfolded; empty where there is none. */
export function headerValue(content: string, name: string): string {
  const end = content.indexOf('\r\n\r\n');
  const head = content.slice(0, end < 0 ? content.length : end).replace(/\r\n[ \t]+/g, ' ');
  const found = head.split('\r\n').find((line) => line.toLowerCase().startsWith(`${name.toLowerCase()}:`));
  return found?.slice(name.length + 1).trim() ?? '';
}

/** The one-click URL (RFC 8058). */
export function optOutUrl(content: string): string {
  const url = /<(https?:[^>]+)>/.exec(headerValue(content, 'List-Unsubscribe'))?.[1];
  if (url === undefined) throw new Error('the mail has no one-click URL');
  return url.replaceAll(' ', '');
}

export function oneClick(url: string): Promise<Response> {
  return fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
}
