/** How long one packet of Opus sounds, in milliseconds (RFC 6716, 3.1): told by its first byte, and by the second where the number of frames is free. 0 for an empty one. */
export function opusMs(packet: Uint8Array): number {
  const [toc, more] = packet;
  if (toc === undefined) return 0;
  const config = toc >> 3;
  const frame = config < 12 ? [10, 20, 40, 60][config & 3]! : config < 16 ? [10, 20][config & 1]! : [2.5, 5, 10, 20][config & 3]!;
  const code = toc & 3;
  const frames = code === 0 ? 1 : code < 3 ? 2 : (more ?? 0) & 63;
  return frame * frames;
}
