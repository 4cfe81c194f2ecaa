import { hex, sha256, utf8 } from './sha256.ts';

/** Merkle tree of RFC 6962 section 2.1: leaf hash SHA-256(0x00 | leaf), node hash SHA-256(0x01 | left | right), split at the largest power of two below n. */
const scratch = new Uint8Array(65);

/** Hash of one leaf's bytes. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(leaf.length + 1);
  bytes.set(leaf, 1);
  return sha256(bytes);
}

function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  scratch[0] = 1;
  scratch.set(left, 1);
  scratch.set(right, 33);
  return sha256(scratch);
}

/** Root over leaf hashes, in their order; of no leaves SHA-256 of nothing. */
export function rootOf(hashes: readonly Uint8Array[]): string {
  if (hashes.length === 0) return hex(sha256(new Uint8Array(0)));
  // Pairing level by level, an odd last one carried up, gives the very tree of the RFC.
  let level = hashes;
  while (level.length > 1) {
    const above: Uint8Array[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) above.push(nodeHash(level[i]!, level[i + 1]!));
    if (level.length % 2 === 1) above.push(level.at(-1)!);
    level = above;
  }
  return hex(level[0]!);
}

/** Root of a list of leaves given as texts. */
export const treeOf = (leaves: readonly string[]): string => rootOf(leaves.map((leaf) => leafHash(utf8(leaf))));
