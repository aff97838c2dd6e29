import type { Json } from "../../internal/json.js";
import type { ModelCall, Provider, RenderedRequest } from "../../model/provider.js";
import { openHeaders } from "../connection/sent-secrets.js";
import { toShownUrl } from "../connection/to-shown-url.js";

/** What a provider is given in place of its own options, so that it sends nothing and needs no key. */
export interface Capture {
  readonly apiKey: string;
  readonly fetch: typeof globalThis.fetch;
}

/**
 * Renders the request of a call: the provider makes it as ever, SDK included, with a `fetch` that takes it
 * down and fails. So what is shown is what would be sent, whatever the options and the environment say;
 * a `fetch` of the options, which might change it further, is not called.
 */
export async function renderRequest(
  create: (capture: Capture) => Provider,
  call: ModelCall,
): Promise<RenderedRequest> {
  let rendered: RenderedRequest | undefined;
  const provider = create({
    // Never shown: the header that holds it is none of the open ones.
    apiKey: "no-key-is-needed",
    fetch: async (input, init) => {
      rendered ??= await toRendered(new Request(input, init));
      throw new Error("The request was rendered but not sent.");
    },
  });
  try {
    for await (const _ of provider.stream(call));
  } catch (error) {
    if (rendered === undefined) throw error;
  }
  if (rendered !== undefined) return rendered;
  throw new Error(`The provider ${provider.kind} ended a call without a request.`);
}

async function toRendered(request: Request): Promise<RenderedRequest> {
  const shown = [...request.headers].map(
    ([name, value]) => [name, openHeaders.test(name) ? value : null] as const,
  );
  return {
    method: request.method,
    url: toShownUrl(request.url),
    headers: Object.fromEntries(shown),
    body: (await request.json()) as Json,
  };
}
