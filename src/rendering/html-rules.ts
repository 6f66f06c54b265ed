// Answers for the little HTML that a message may hold: nothing that loads, runs, submits, follows or hides (M15, U13).

/** Elements that show text and nothing else. */
export const allowedElements: ReadonlySet<string> = new Set(
  (
    'html head title meta body main header footer section article address div p br hr span a b strong i em u s small sub sup ' +
    'h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote q cite pre code abbr mark center font wbr ' +
    'table caption colgroup col thead tbody tfoot tr th td'
  ).split(' '),
);

/** Elements whose text is not shown in the body: a mandatory block inside would not be seen. */
export const unseenElements: ReadonlySet<string> = new Set(['title', 'head']);

/** Attributes with their test; the value has no character references but `&amp;`, which is resolved before. */
export const allowedAttributes: Readonly<Record<string, (value: string) => boolean>> = {
  ...Object.fromEntries(
    (
      'class id lang dir title align valign width height colspan rowspan cellpadding cellspacing border color bgcolor face ' +
      'size role scope aria-label start type abbr span'
    )
      .split(' ')
      .map((name) => [name, isPlainValue]),
  ),
  charset: (value) => value.toLowerCase() === 'utf-8',
  href: isLink,
  style: isPlainStyle,
  name: (value) => value === 'viewport',
  content: (value) => /^(width=device-width|initial-scale=1(\.0)?|, ?)+$/.test(value),
};

function isPlainValue(value: string): boolean {
  return !/url\s*\(|javascript:|data:/i.test(value);
}

// A link shows its whole target, and without blanks or control characters that a client might drop.
function isLink(value: string): boolean {
  return /^(https?:\/\/[^\s/]|mailto:[^\s])[^\s\\]*$/i.test(value) && URL.canParse(value);
}

const styleProperties =
  /^(color|background-color|font(-family|-size|-style|-weight|-variant)?|line-height|letter-spacing|text-(align|decoration|transform)|white-space|word-break|overflow-wrap|vertical-align|list-style(-type|-position)?|margin(-top|-right|-bottom|-left)?|padding(-top|-right|-bottom|-left)?|border(-top|-right|-bottom|-left)?(-color|-style|-width)?|border-(radius|collapse|spacing)|width|min-width|max-width|height|display)$/;
const styleValue =
  /^(?!.*(transparent|#[0-9a-f]{4}(?![0-9a-f])|#[0-9a-f]{8}))[\w\s.,#%/'"!-]*(rgb\(\s*\d+\s*,\s*\d+\s*,\s*\d+\s*\))?[\w\s.,#%/'"!-]*$/i;
const displays = new Set(['block', 'inline', 'inline-block', 'table', 'table-row', 'table-cell', 'list-item']);

/** Only declarations that cannot load (`url()`), hide or move text away; an escape or comment is refused with the rest. */
function isPlainStyle(style: string): boolean {
  return style
    .split(';')
    .map((declaration) => declaration.trim())
    .filter((declaration) => declaration !== '')
    .every(isPlainDeclaration);
}

function isPlainDeclaration(declaration: string): boolean {
  const colon = declaration.indexOf(':');
  const property = declaration.slice(0, Math.max(0, colon)).trim().toLowerCase();
  const value = declaration.slice(colon + 1).trim();
  if (!styleProperties.test(property) || !styleValue.test(value)) return false;
  if (property === 'display') return displays.has(value.toLowerCase());
  return !/(^|\s)-/.test(value) && !isTooSmall(property, value);
}

const minimums: Readonly<Record<string, number>> = { px: 8, pt: 6, em: 0.6, rem: 0.6, '%': 60, '': 0.6 };

/** Type that nobody can read is a way to hide it. */
function isTooSmall(property: string, value: string): boolean {
  if (!['font', 'font-size', 'line-height'].includes(property)) return false;
  return [...value.matchAll(/(?<![\w.#-])(\d*\.?\d+)(px|pt|em|rem|%)?(?![\w%])/gi)].some(([, size, unit]) => {
    return Number(size) < (minimums[(unit ?? '').toLowerCase()] ?? 0);
  });
}
