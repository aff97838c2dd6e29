import { parseJson } from "../../internal/parse-json.js";

/** In UTF-16 units. Of longer bodies no more is read: pages of gateways, and worse. */
const maxLength = 65_536;

/** A response that is no success, in the form in which `toAgentError` takes it. */
export interface StatusError {
  readonly status: number;
  readonly headers: Headers;
  /** What its body says, where that is JSON. */
  readonly error: unknown;
  /** The body, as far as it was read, where it is not. */
  readonly text?: string;
  /** What was asked, where that is known. */
  readonly url: string | undefined;
}

/** Reads a response that is no success. Never rejects: what its body cannot say, its status does. */
export async function readStatusError(response: Response): Promise<StatusError> {
  const { status, headers, url } = response;
  const text = withoutFields(await readText(response.body));
  const error = parseJson(text);
  return {
    status,
    headers,
    error,
    ...(error === undefined && { text }),
    url: url === "" ? undefined : url,
  };
}

async function readText(body: ReadableStream<Uint8Array> | null): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  try {
    // Leaving the loop closes the connection.
    for await (const bytes of body ?? []) {
      text += decoder.decode(bytes, { stream: true });
      if (text.length > maxLength) return text.slice(0, maxLength);
    }
    return text + decoder.decode();
  } catch {
    return text;
  }
}

/** The data of an event, where a server that was asked for a stream makes one of the error too. */
function withoutFields(text: string): string {
  if (!/^\s*(?:data|event|id|retry)?:/.test(text)) return text;
  return [...text.matchAll(/^data:(.*)$/gm)].map(([, data]) => data).join("\n");
}
