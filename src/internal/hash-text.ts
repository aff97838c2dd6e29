/**
 * A hash of a text: FNV-1a, 32 bits, 8 hex digits. For telling versions apart; not safe against attacks.
 */
export function hashText(text: string): string {
  let state = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
  }
  return (state >>> 0).toString(16).padStart(8, "0");
}
