import type { JsonObject } from "../../internal/json.js";
import { isJsonObject } from "../json-schema.js";
import {
  chosenPlan,
  resolvePlan,
  restKey,
  unwrappedPlan,
  type RestorePlan,
} from "./restore-plan.js";
import { findOwn } from "../../internal/find-own.js";

/**
 * Changes an answer back from the form of `lowerSchema` to the one that the author declared. Returns a
 * value that needs no change as the same object. If a record's key comes twice, the last value counts, as
 * in JSON. Fails only for a value that is nested too deeply for the stack.
 *
 * @param plan `undefined` if there is nothing to change
 */
export function restore(value: unknown, plan: RestorePlan | undefined): unknown {
  return plan === undefined ? value : undo(value, plan, plan);
}

function undo(value: unknown, given: RestorePlan | undefined, root: RestorePlan): unknown {
  if (given === undefined || typeof value !== "object" || value === null) return value;
  const plan = resolvePlan(given, root);
  if (plan.unwrap !== undefined) {
    const wrapped = isJsonObject(value) ? findWrapped(value, plan.unwrap) : undefined;
    if (wrapped) return undo(wrapped.value, wrapped.plan, root);
    return undo(value, unwrappedPlan(plan, root), root);
  }
  if (Array.isArray(value)) return undoArray(value, plan, root);
  return isJsonObject(value) ? undoObject(value, plan, root) : value;
}

/** Finds the only property of an object, if it is a wrapping one. */
function findWrapped(
  value: JsonObject,
  unwrap: Readonly<Record<string, RestorePlan>>,
): { readonly value: unknown; readonly plan: RestorePlan } | undefined {
  const [key, another] = Object.keys(value);
  if (key === undefined || another !== undefined) return undefined;
  const plan = findOwn(unwrap, key);
  return plan && { value: value[key], plan };
}

function undoArray(value: readonly unknown[], given: RestorePlan, root: RestorePlan): unknown {
  const plan = chosenPlan(given, root, () => undefined);
  const { entries } = plan;
  if (entries !== undefined && value.every(isEntry)) {
    const members = value.map((entry) => [entry.key, undo(entry.value, entries, root)] as const);
    // `fromEntries` defines properties, whereas an assignment to `__proto__` would set the prototype.
    return Object.fromEntries(members);
  }
  const { items, tuple, rest } = plan;
  let changed = false;
  const restored = value.map((element, index) => {
    const within = findOwn(tuple, String(index)) ?? rest ?? items;
    const after = undo(element, within, root);
    changed ||= after !== element;
    return after;
  });
  return changed ? restored : value;
}

/** An element of a record in its lowered form. */
function isEntry(value: unknown): value is { readonly key: string; readonly value: unknown } {
  if (!isJsonObject(value) || typeof value["key"] !== "string") return false;
  return Object.hasOwn(value, "value") && Object.keys(value).length === 2;
}

function undoObject(value: JsonObject, given: RestorePlan, root: RestorePlan): unknown {
  if (given.tuple !== undefined && isNumbered(value)) return undoTuple(value, given, root);
  const plan = chosenPlan(given, root, (property) => findOwn(value, property));
  const { absent = [], properties, entries } = plan;
  const kept: [string, unknown][] = [];
  let changed = false;
  for (const [name, before] of Object.entries(value)) {
    if (before === null && absent.includes(name)) {
      changed = true;
      continue;
    }
    const after = undo(before, findOwn(properties, name) ?? entries, root);
    changed ||= after !== before;
    kept.push([name, after]);
  }
  return changed ? Object.fromEntries(kept) : value;
}

/** Whether all properties, except the rest, are numbered from 0. */
function isNumbered(value: JsonObject): boolean {
  const names = Object.keys(value).filter((name) => name !== restKey);
  return names.every((_, index) => Object.hasOwn(value, String(index)));
}

function undoTuple(
  value: JsonObject,
  { tuple, rest }: RestorePlan,
  root: RestorePlan,
): readonly unknown[] {
  const { [restKey]: more, ...numbered } = value;
  // Every object has such names in numeric order.
  const elements = Object.entries(numbered).map(([index, element]) =>
    undo(element, findOwn(tuple, index), root),
  );
  if (!Array.isArray(more)) return elements;
  return [...elements, ...more.map((element: unknown) => undo(element, rest, root))];
}
