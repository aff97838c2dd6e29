/** In UTF-16 units. Of longer bodies no more is read: pages of gateways, and worse. */
const maxLength = 65_536;

/** A response that is no success, in the form in which `toAgentError` takes it. */
export interface StatusError {
  readonly status: number;
  readonly headers: Headers;
  /** What its body says, where that is JSON. */
  readonly error: unknown;
}

/** Reads a response that is no success. Never rejects: what its body cannot say, its status does. */
export async function readStatusError(response: Response): Promise<StatusError> {
  const { status, headers } = response;
  return { status, headers, error: await readJson(response.body) };
}

async function readJson(body: ReadableStream<Uint8Array> | null): Promise<unknown> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    // Leaving the loop closes the connection.
    for await (const bytes of body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > maxLength) return undefined;
    }
    return JSON.parse(text + decoder.decode());
  } catch {
    return undefined;
  }
}
