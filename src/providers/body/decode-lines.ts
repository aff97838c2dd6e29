import { maxEventLength, type FrameDecoder, type FrameListener } from "./decode-sse.js";

/**
 * Decodes one body that has a frame in each line, as a decoder of events does: blank lines and comments
 * are passed over, and a line that spans many reads costs time linear in its size.
 *
 * @param onFrame Called with each frame, in order.
 */
export function createLineDecoder(onFrame: FrameListener): FrameDecoder {
  const text = new TextDecoder();
  /** Of the line that is not whole yet. */
  let pieces: string[] = [];
  let length = 0;

  const read = (line: string): void => {
    const data = line.trim();
    if (data !== "" && !data.startsWith(":")) onFrame(data, undefined);
  };
  const take = (input: string): void => {
    const [first = "", ...rest] = input.split("\n");
    pieces.push(first);
    length += first.length;
    if (length > maxEventLength) throw new RangeError("A line never ends.");
    const last = rest.pop();
    if (last === undefined) return;
    for (const line of [pieces.join(""), ...rest]) read(line);
    pieces = [last];
    length = last.length;
  };
  return {
    push: (bytes) => take(text.decode(bytes, { stream: true })),
    end: () => take(`${text.decode()}\n`),
  };
}
