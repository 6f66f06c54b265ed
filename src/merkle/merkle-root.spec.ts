// Answers for the proof that roots are those of RFC 6962: the published ones, and those of its recursive definition.
import { hash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { leafHash } from './leaf-hash.js';
import { MerkleRoot } from './merkle-root.js';

// Leaves and roots that implementations of Certificate Transparency test themselves with.
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const roots = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

/** RFC 6962, 2.1, word for word. */
function rootOf(hashes: readonly Buffer[]): Buffer {
  if (hashes.length === 1) return hashes[0]!;
  let half = 1;
  while (2 * half < hashes.length) half *= 2;
  const parts = [Buffer.from([0x01]), rootOf(hashes.slice(0, half)), rootOf(hashes.slice(half))];
  return hash('sha256', Buffer.concat(parts), 'buffer');
}

describe('MerkleRoot', () => {
  it('has the published root when leaves are added one by one', () => {
    const tree = new MerkleRoot();
    const found = [tree.root().toString('hex')];
    for (const leaf of leaves) {
      tree.add(leafHash(Buffer.from(leaf, 'hex')));
      found.push(tree.root().toString('hex'));
    }
    expect(found).toEqual(roots);
    expect(tree.size).toBe(leaves.length);
  });

  it('has the root of the definition when there are any number of leaves', () => {
    const tree = new MerkleRoot();
    const hashes = Array.from({ length: 260 }, (_, number) => leafHash(Buffer.from(String(number))));
    hashes.forEach((each, index) => {
      tree.add(each);
      expect(tree.root()).toEqual(rootOf(hashes.slice(0, index + 1)));
    });
  });
});
