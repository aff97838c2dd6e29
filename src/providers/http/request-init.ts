/** Where Node's own `fetch` keeps its dispatcher, and where undici's `setGlobalDispatcher` puts another. */
const globalDispatcher = Symbol.for("undici.globalDispatcher.1");

const globals = globalThis as { [globalDispatcher]?: Dispatcher };

/** What of undici's `Dispatcher` a `fetch` uses. */
interface Dispatcher {
  dispatch(options: object, handlers: object): boolean;
  readonly isMockActive?: boolean;
}

/**
 * Passes requests on to the dispatcher that `fetch` would have used, a proxy or a mock that the
 * application has set included, without its limits of time: Node's `fetch` gives up after 300 s of
 * waiting for headers or between two reads, whatever limits the agent declares.
 */
const patientDispatcher: Dispatcher = {
  dispatch(options, handlers) {
    const dispatcher = globals[globalDispatcher];
    if (dispatcher === undefined) throw new Error("The dispatcher of fetch is gone.");
    return dispatcher.dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handlers);
  },
  get isMockActive() {
    return globals[globalDispatcher]?.isMockActive ?? false;
  },
};

/**
 * What a request adds to the SDK's own `init` of `fetch`. Redirects are not followed: the prompt and every
 * header but `Authorization` would go along to another server. Time is the runtime's.
 *
 * @param ownFetch The `fetch` of the options, whose connections are its own.
 */
export function toRequestInit(
  ownFetch: typeof globalThis.fetch | undefined,
): Pick<RequestInit, "redirect"> {
  return {
    redirect: "manual",
    ...(ownFetch === undefined && hasDispatcher() && { dispatcher: patientDispatcher }),
  };
}

/** Other engines have none, and neither has a global object of its own, such as Jest's. */
function hasDispatcher(): boolean {
  // Node loads undici, which sets it, when one of its classes is first looked at.
  void globalThis.Headers;
  return globals[globalDispatcher] !== undefined;
}
