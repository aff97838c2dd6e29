/**
 * Cuts a text into chunks of a number of UTF-16 units. A chunk that would cut a surrogate pair is one unit
 * longer.
 */
export function splitText(text: string, chunkLength: number): string[] {
  const chunks: string[] = [];
  for (let start = 0; start < text.length;) {
    let end = start + chunkLength;
    if (/[\ud800-\udbff]/.test(text.charAt(end - 1)) && /[\udc00-\udfff]/.test(text.charAt(end))) {
      end += 1;
    }
    chunks.push(text.slice(start, end));
    start = end;
  }
  return chunks;
}
