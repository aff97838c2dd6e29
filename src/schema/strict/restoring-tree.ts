import { OpenTree, type JsonTree } from "../../internal/partial-json/open-tree.js";
import { restore } from "./restore.js";
import type { Frame, Kind, Role } from "./restoring-frame.js";
import {
  chosenPlan,
  resolvePlan,
  restKey,
  unwrappedPlan,
  type RestorePlan,
} from "./restore-plan.js";
import { findOwn } from "../../internal/find-own.js";

/** A value that is built without being shown. */
interface Aside {
  readonly tree: OpenTree;
  /** How many containers were open at its beginning. */
  readonly depth: number;
  readonly done: (value: unknown) => void;
}

/** What to do with a value. */
type Place =
  | { readonly go: "show"; readonly plan: RestorePlan }
  /** A text that is read and not shown. */
  | { readonly go: "read" }
  /** It is built without being shown. */
  | { readonly go: "hold"; readonly done: (value: unknown) => void };

const nothing: RestorePlan = {};
/** Builds a value and drops it. */
const drop: Place = { go: "hold", done() {} };

/**
 * Builds the result of `restore` while the text is still arriving. A closed container is changed back once
 * and shared between snapshots, so the cost is linear in the text.
 *
 * Equal to the result of `restore` when the text is complete, if it has the requested form and a tuple's
 * `rest` comes last. Before that, no value is shown in its lowered form: a value that depends on a missing
 * property (a record's value before its key) is held back until the property arrives.
 */
export class RestoringTree implements JsonTree {
  readonly #root: RestorePlan;
  readonly #shown = new OpenTree();
  readonly #frames: Frame[] = [];
  #aside: Aside | undefined;
  /** The text that is read and not shown, as far as it has arrived. */
  #text: string | undefined;

  constructor(plan: RestorePlan) {
    this.#root = plan;
  }

  get depth(): number {
    return this.#frames.length;
  }

  get inside(): Kind | undefined {
    return this.#frames.at(-1)?.kind;
  }

  earn(characters: number): void {
    this.#shown.earn(characters);
  }

  setKey(key: string): void {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return;
    frame.key = key;
    if (frame.role === "wrapper") this.#decideWrapper(frame);
    if (frame.role === "choice" && key !== frame.plan.cases?.property) this.#holdObject(frame);
    if (frame.role === "same") this.#tree.setKey(key);
  }

  add(value: unknown): void {
    const frame = this.#frames.at(-1);
    const isLeftOut =
      value === null && frame?.role === "same" && frame.plan.absent?.includes(frame.key) === true;
    if (isLeftOut) return;
    this.#enter(this.#placeNoText());
    this.#tree.add(value);
    this.#complete();
  }

  beginString(): void {
    const place = this.#place();
    this.#enter(place);
    if (place.go === "read") this.#text = "";
    else this.#tree.beginString();
  }

  growString(text: string): void {
    if (this.#text === undefined) this.#tree.growString(text);
    else this.#text = text;
  }

  endString(): void {
    const text = this.#text;
    this.#text = undefined;
    if (text !== undefined) return this.#take(text);
    this.#tree.endString();
    this.#complete();
  }

  open(kind: Kind): void {
    const parent = this.#frames.at(-1);
    if (parent?.role === "entries" && kind === "object") {
      this.#push(kind, "entry", parent.plan);
      return;
    }
    if (parent?.role === "tuple" && parent.key === restKey && kind === "array") {
      this.#push(kind, "rest", parent.plan);
      return;
    }
    const place = this.#placeNoText();
    this.#enter(place);
    const plan = place.go === "show" ? resolvePlan(place.plan, this.#root) : nothing;
    if (kind === "object") this.#openObject(this.#push(kind, "wrapper", plan), plan);
    else this.#openArray(plan);
  }

  close(): void {
    const frame = this.#frames.pop();
    if (frame === undefined) return;
    // It was empty, so it is not a wrapper.
    if (frame.role === "wrapper") this.#openObject(frame, unwrappedPlan(frame.plan, this.#root));
    const { role } = frame;
    if (role === "choice") this.#tree.open("object");
    if (role !== "entry" && role !== "rest" && role !== "wrapped") this.#tree.close();
    this.#complete();
  }

  snapshot(exact: boolean): unknown {
    return this.#shown.snapshot(exact);
  }

  /** The tree that receives values. */
  get #tree(): OpenTree {
    return this.#aside?.tree ?? this.#shown;
  }

  #push(kind: Kind, role: Role, plan: RestorePlan): Frame {
    const frame: Frame = { kind, role, plan, key: "", size: 0, name: undefined, held: new Map() };
    this.#frames.push(frame);
    return frame;
  }

  #openArray(given: RestorePlan): void {
    const plan = chosenPlan(unwrappedPlan(given, this.#root), this.#root, () => undefined);
    const isRecord = plan.entries !== undefined;
    this.#push("array", isRecord ? "entries" : "same", plan);
    this.#tree.open(isRecord ? "object" : "array");
  }

  /** Gives an object its role, as far as that is known before its first key. */
  #openObject(frame: Frame, plan: RestorePlan): void {
    frame.plan = plan;
    if (plan.unwrap !== undefined) frame.role = "wrapper";
    else if (plan.tuple !== undefined) frame.role = "tuple";
    else frame.role = plan.cases === undefined ? "same" : "choice";
    if (frame.role === "tuple") this.#tree.open("array");
    else if (frame.role === "same") this.#tree.open("object");
  }

  #decideWrapper(frame: Frame): void {
    if (findOwn(frame.plan.unwrap, frame.key) !== undefined) frame.role = "wrapped";
    else this.#openObject(frame, unwrappedPlan(frame.plan, this.#root));
  }

  /**
   * Builds an object without showing it, and restores it when it is complete, because the property that
   * tells it apart does not come first.
   */
  #holdObject(frame: Frame): void {
    const plan = this.#whole(frame.plan);
    const tree = new OpenTree();
    tree.open("object");
    const done = (value: unknown): void => this.#tree.add(restore(value, plan));
    this.#aside = { tree, depth: this.#frames.length - 1, done };
    frame.role = "same";
    frame.plan = nothing;
  }

  #place(): Place {
    const frame = this.#frames.at(-1);
    if (frame === undefined) return show(this.#root);
    const { plan, key } = frame;
    switch (frame.role) {
      case "same":
        if (frame.kind === "object") return show(findOwn(plan.properties, key) ?? plan.entries);
        return show(findOwn(plan.tuple, String(frame.size++)) ?? plan.rest ?? plan.items);
      case "entry":
        return this.#placeInEntry(frame);
      case "tuple":
        return this.#placeInTuple(frame);
      case "rest":
        return show(plan.rest);
      case "wrapped":
        return frame.size++ === 0 ? show(findOwn(plan.unwrap, key)) : drop;
      case "choice":
        return { go: "read" };
      case "entries":
      case "wrapper":
        return drop;
    }
  }

  /** The place of a value that is not a text. */
  #placeNoText(): Place {
    const place = this.#place();
    if (place.go !== "read") return place;
    const frame = this.#frames.at(-1);
    if (frame?.role !== "choice") return drop;
    this.#holdObject(frame);
    this.#tree.setKey(frame.key);
    return show(nothing);
  }

  #placeInEntry({ plan: { entries }, key, name, held }: Frame): Place {
    if (key === "key") return { go: "read" };
    if (key !== "value") return drop;
    if (name === undefined) return this.#hold(held, key, entries);
    this.#tree.setKey(name);
    return show(entries);
  }

  #placeInTuple(frame: Frame): Place {
    const { plan, key, size } = frame;
    const within = findOwn(plan.tuple, key);
    if (key !== String(size)) return this.#hold(frame.held, key, within);
    frame.size += 1;
    return show(within);
  }

  #hold(held: Map<string, unknown>, key: string, plan: RestorePlan | undefined): Place {
    const whole = plan && this.#whole(plan);
    return { go: "hold", done: (value) => held.set(key, restore(value, whole)) };
  }

  /** A part of the plan as a separate plan. */
  #whole(part: RestorePlan): RestorePlan {
    const { defs } = this.#root;
    return defs === undefined ? part : { ...part, defs };
  }

  #enter(place: Place): void {
    if (place.go !== "hold") return;
    this.#aside = { tree: new OpenTree(), depth: this.#frames.length, done: place.done };
  }

  /** Takes a text that is not shown: the key of an entry, or the property that tells an object apart. */
  #take(text: string): void {
    const frame = this.#frames.at(-1);
    if (frame?.role === "entry") {
      frame.name = text;
      this.#tree.setKey(text);
      if (frame.held.has("value")) this.#tree.add(frame.held.get("value"));
    }
    if (frame?.role !== "choice") return;
    const { property, plans, otherwise } = frame.plan.cases ?? {
      property: "",
      plans: {},
      otherwise: nothing,
    };
    const plan = resolvePlan(findOwn(plans, text) ?? otherwise, this.#root);
    if (plan.cases === undefined) this.#openObject(frame, plan);
    else this.#holdObject(frame);
    this.#tree.setKey(property);
    this.#tree.add(text);
  }

  /** Ends a value. */
  #complete(): void {
    const aside = this.#aside;
    if (aside?.depth === this.#frames.length) {
      this.#aside = undefined;
      aside.done(aside.tree.snapshot(true));
    }
    const frame = this.#frames.at(-1);
    if (frame?.role !== "tuple") return;
    for (let next = String(frame.size); frame.held.has(next); next = String(frame.size)) {
      this.#tree.add(frame.held.get(next));
      frame.held.delete(next);
      frame.size += 1;
    }
  }
}

function show(plan: RestorePlan | undefined): Place {
  return { go: "show", plan: plan ?? nothing };
}
