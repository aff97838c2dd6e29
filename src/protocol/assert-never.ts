/**
 * Makes tsc check that a `switch` over events (or any closed union) handles every case: call it in the
 * `default`, and a missing case is a type error. At run time it throws.
 *
 * ```ts
 * switch (event.type) {
 *   case "text_delta": …
 *   default: assertNever(event);
 * }
 * ```
 */
export function assertNever(value: never): never {
  const type: unknown =
    typeof value === "object" && value !== null ? Reflect.get(value, "type") : value;
  throw new TypeError(`A switch does not handle ${JSON.stringify(type) ?? String(type)}.`);
}
