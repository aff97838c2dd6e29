/** The number of bytes of a text in UTF-8. A lone surrogate has three, as U+FFFD has. */
export function utf8Length(text: string): number {
  let bytes = 0;
  for (let index = 0; index < text.length; index += unitsAt(text, index)) {
    bytes += bytesAt(text, index);
  }
  return bytes;
}

/**
 * The longest beginning of a text with at most a number of bytes in UTF-8 that does not cut a surrogate
 * pair.
 */
export function cutToBytes(text: string, most: number): string {
  let left = most;
  for (let index = 0; index < text.length; index += unitsAt(text, index)) {
    left -= bytesAt(text, index);
    if (left < 0) return text.slice(0, index);
  }
  return text;
}

function bytesAt(text: string, index: number): number {
  const unit = text.charCodeAt(index);
  if (unit < 0x80) return 1;
  if (unit < 0x800) return 2;
  // One unit has three bytes here; a pair has four.
  return unitsAt(text, index) + 2;
}

function unitsAt(text: string, index: number): number {
  return isHigh(text.charCodeAt(index)) && isLow(text.charCodeAt(index + 1)) ? 2 : 1;
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
