/** The content of a web stream of text: `"bytes"` of UTF-8, or `"text"`. */
export type StreamForm = "bytes" | "text";

/**
 * A web stream of chunks of text. It reads nothing before it is read, and no more than is read. Cancelling
 * it leaves the iteration.
 */
export function toReadableStream(
  chunks: AsyncIterableIterator<string>,
  form: StreamForm,
): ReadableStream<Uint8Array | string> {
  const encode = form === "bytes" ? createEncoder() : undefined;
  return new ReadableStream<Uint8Array | string>(
    {
      async pull(controller) {
        // Continues until there is something to give; half a character gives nothing yet.
        for (let given = 0; given === 0;) {
          const { done, value } = await chunks.next();
          const chunk = encode ? encode(done ? undefined : value) : value;
          given = chunk?.length ?? 0;
          if (chunk !== undefined && given > 0) controller.enqueue(chunk);
          if (done) return controller.close();
        }
      },
      async cancel() {
        await chunks.return?.();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Encodes a text in pieces; `undefined` is its end. A character may be split between two pieces. */
function createEncoder(): (text: string | undefined) => Uint8Array {
  const encoder = new TextEncoder();
  let half = "";
  return (text) => {
    const known = half + (text ?? "");
    half = text !== undefined && /[\uD800-\uDBFF]$/.test(known) ? known.slice(-1) : "";
    return encoder.encode(half === "" ? known : known.slice(0, -1));
  };
}
