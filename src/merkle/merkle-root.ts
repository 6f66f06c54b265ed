// Answers for the root hash of an RFC 6962 tree whose leaves come one by one: only a few hashes are kept, however many come.
import { hash } from 'node:crypto';

const nodePrefix = Buffer.from([0x01]);

/** A complete subtree: its hash, and how many leaves it has (a power of two). */
interface Subtree {
  readonly hash: Buffer;
  readonly leafCount: number;
}

/** RFC 6962, 2.1: SHA-256(0x01 || left || right). */
function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return hash('sha256', Buffer.concat([nodePrefix, left, right]), 'buffer');
}

export class MerkleRoot {
  /** From left to right, each larger than the next. */
  private readonly subtrees: Subtree[] = [];
  private count = 0;

  get size(): number {
    return this.count;
  }

  /** @param leafHash 32 bytes, in the order of the log. */
  add(leafHash: Uint8Array): void {
    let added: Subtree = { hash: Buffer.from(leafHash), leafCount: 1 };
    for (let left = this.subtrees.at(-1); left?.leafCount === added.leafCount; left = this.subtrees.at(-1)) {
      this.subtrees.pop();
      added = { hash: nodeHash(left.hash, added.hash), leafCount: 2 * added.leafCount };
    }
    this.subtrees.push(added);
    this.count += 1;
  }

  /** 32 bytes; SHA-256 of nothing for the empty tree. More leaves may follow. */
  root(): Buffer {
    const hashes = this.subtrees.map((subtree) => subtree.hash).reverse();
    const [smallest, ...larger] = hashes;
    if (smallest === undefined) return hash('sha256', Buffer.alloc(0), 'buffer');
    return larger.reduce((right, left) => nodeHash(left, right), smallest);
  }
}
