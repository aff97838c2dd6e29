import { freezeDeep } from "../../internal/freeze-deep.js";
import type { StateSpec } from "../../manifest/manifest.js";
import type { Json } from "../../internal/json.js";
import { toOwnJson } from "../../internal/to-json-text.js";

/**
 * Replaces the `@state` fields of a network, so that each assignment is told; first of all the values that they have. A
 * value is copied and frozen. Assigning one that JSON cannot represent throws a `TypeError`.
 */
export function bindStates(
  network: object,
  states: readonly StateSpec[],
  tell: (name: string, value: Json) => void,
): void {
  for (const { name } of states) {
    let current: unknown;
    const set = (value: unknown): void => {
      const own = freezeDeep(toOwnJson(value, `The value of this.${name}`));
      current = own;
      tell(name, own);
    };
    const first: unknown = Reflect.get(network, name);
    Object.defineProperty(network, name, {
      get: () => current,
      set,
      enumerable: true,
      configurable: false,
    });
    // A field without an initializer has no value yet.
    if (first !== undefined) set(first);
  }
}
