import { environmentSecrets } from "../../errors/redact/environment-secrets.js";
import { secretsOfHeaders, secretsOfUrl } from "../connection/sent-secrets.js";
import { asObject } from "../wire/read-json.js";
import type { SpecModel } from "./spec.js";

type Fetch = typeof globalThis.fetch;

/** More redirects than this are a circle. */
const maxRedirects = 5;

/** Redirects with which a request is made again as it is. After others it would be without its body. */
const repeats: ReadonlySet<number> = new Set([307, 308]);

/** The requests of one call. */
export class SentRequests {
  #last: { readonly url: string; readonly init: RequestInit | undefined } | undefined;
  #secrets: readonly string[] | undefined;

  note(url: string, init: RequestInit | undefined): void {
    this.#last = { url, init };
    this.#secrets = undefined;
  }

  get any(): boolean {
    return this.#last !== undefined;
  }

  /** What was sent along that may be a key, and what the environment has. */
  get secrets(): readonly string[] {
    const { url = "", init } = this.#last ?? {};
    this.#secrets ??= [
      ...environmentSecrets(),
      ...secretsOfHeaders(new Headers(init?.headers)),
      ...secretsOfUrl(url),
    ];
    return this.#secrets;
  }
}

/**
 * Asks a model, guarded as {@link guardModel} does. Methods that read a private field of their class
 * (`#key`) throw a TypeError for anything but the model itself, which is asked then.
 */
export async function askGuarded<Value>(
  model: SpecModel,
  sent: SentRequests,
  ask: (model: SpecModel) => PromiseLike<Value>,
): Promise<Value> {
  const guarded = guardModel(model, sent);
  try {
    return await ask(guarded);
  } catch (error) {
    if (guarded === model || sent.any || !(error instanceof TypeError)) throw error;
    return ask(model);
  }
}

/**
 * The model with a `fetch` that follows no redirect to another host: the prompt, and headers with keys,
 * would go along. As the packages of the AI SDK have it, the `fetch` of a model is in its `config`; one
 * that has none there is left as it is.
 */
function guardModel(model: SpecModel, sent: SentRequests): SpecModel {
  const config = asObject(Reflect.get(model, "config"));
  if (config === undefined || !("fetch" in config)) return model;
  const own = config["fetch"];
  if (own !== undefined && typeof own !== "function") return model;
  const fetch = guardFetch(own as Fetch | undefined, sent);
  // The model itself belongs to the application, which may call it without this library.
  return Object.create(model, { config: { value: { ...config, fetch } } }) as SpecModel;
}

function guardFetch(own: Fetch | undefined, sent: SentRequests): Fetch {
  return async (input, init) => {
    // The global one at the time of the request, which tests and tracing replace.
    const fetch = own ?? globalThis.fetch;
    const url = input instanceof Request ? input.url : String(input);
    sent.note(url, init);
    let response = await fetch(input, { ...init, redirect: "manual" });
    let at = url;
    for (let count = 0; count < maxRedirects; count++) {
      const next = repeats.has(response.status) ? findNext(at, response) : undefined;
      if (next === undefined || input instanceof Request) break;
      void response.body?.cancel().catch(() => {});
      at = next;
      response = await fetch(at, { ...init, redirect: "manual" });
    }
    return response;
  };
}

/** Where a redirect leads to on the same host; never from a connection that is encrypted to one that is not. */
function findNext(at: string, response: Response): string | undefined {
  const location = response.headers.get("location");
  if (location === null || !URL.canParse(location, at)) return undefined;
  const [from, to] = [new URL(at), new URL(location, at)];
  const isWeb = to.protocol === "https:" || to.protocol === from.protocol;
  return isWeb && to.host === from.host ? to.href : undefined;
}
