// Answers for quoted-printable bodies of which only the lines that differ are encoded again (RFC 2045, 6.7).
import * as qp from 'nodemailer/lib/qp';
import { splitAtMarks } from './message-values.js';
import type { LiveName } from './message-values.js';

/** Text and the names of live values by turns, beginning with text. */
export type Pieces = readonly string[];

/** Encoded already, with its line end; or a line of segments, joined by soft breaks. */
export type Block = string | readonly Segment[];
type Segment = string | Pieces;

type Values = Readonly<Record<LiveName, string>>;

const lineLength = 76;
// Longer stretches of fixed text beside a live value are set apart, so that they are encoded only once.
const maxLiveText = 160;
const needsNoEncoding = /^(?:[\x20-\x3c\x3e-\x7e]{0,75}[\x21-\x3c\x3e-\x7e])?$/;

/** @param body with `\n` line ends and marks where live values go. */
export function bodyBlocks(body: string): Block[] {
  const blocks: Block[] = [];
  for (const line of body.split('\n')) {
    const pieces = splitAtMarks(line);
    const last = blocks.at(-1);
    if (pieces.length > 1) blocks.push(segmentsOf(pieces));
    else if (typeof last === 'string') blocks[blocks.length - 1] = `${last}${encodeLine(line, lineLength)}\r\n`;
    else blocks.push(`${encodeLine(line, lineLength)}\r\n`);
  }
  return blocks;
}

export function encodeBlocks(blocks: readonly Block[], values: Values): string {
  let encoded = '';
  for (const block of blocks) encoded += typeof block === 'string' ? block : encodeSegments(block, values);
  return encoded;
}

/** Pieces with their values put in. */
export function fill(pieces: Pieces, values: Values): string {
  let text = pieces[0] ?? '';
  for (let index = 1; index < pieces.length; index += 2) {
    text += values[pieces[index] as LiveName] + (pieces[index + 1] ?? '');
  }
  return text;
}

function segmentsOf(pieces: Pieces): Segment[] {
  const segments: Segment[] = [];
  let live: string[] = [''];
  for (const [index, piece] of pieces.entries()) {
    if (index % 2 === 1) live.push(piece, '');
    else if (piece.length <= maxLiveText) live[live.length - 1] = `${live.at(-1) ?? ''}${piece}`;
    else {
      if (live.length > 1 || live[0] !== '') segments.push(live);
      segments.push(encodeLine(piece, lineLength - 1));
      live = [''];
    }
  }
  if (live.length > 1 || live[0] !== '') segments.push(live);
  return segments;
}

function encodeSegments(segments: readonly Segment[], values: Values): string {
  const [only] = segments;
  if (segments.length === 1 && only !== undefined && typeof only !== 'string') {
    return `${encodeLine(fill(only, values), lineLength)}\r\n`;
  }
  const encoded = segments.map((segment) =>
    typeof segment === 'string' ? segment : encodeLine(fill(segment, values), lineLength - 1),
  );
  return `${encoded.filter((part) => part !== '').join('=\r\n')}\r\n`;
}

function encodeLine(line: string, maxLength: number): string {
  if (line.length <= maxLength && needsNoEncoding.test(line)) return line;
  return qp.wrap(qp.encode(line), maxLength);
}
