import type { CallableSpec } from "../../manifest/manifest.js";
import type { ContextValues } from "./context-caller.js";

/** Makes the instance of a class for one execution, with its params and its context set. Throws what the class throws. */
export function makeInstance<Instance extends object>(
  Class: new () => Instance,
  spec: CallableSpec,
  params: Readonly<Record<string, unknown>>,
  context: ContextValues,
): Instance {
  const instance = new Class();
  for (const { name } of spec.params) {
    setField(instance, name, Object.hasOwn(params, name) ? params[name] : undefined);
  }
  for (const [name, value] of Object.entries(context)) setField(instance, name, value);
  return instance;
}

/** Defined and not assigned: a param named __proto__ must be a member like any other. */
function setField(instance: object, name: string, value: unknown): void {
  Object.defineProperty(instance, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
