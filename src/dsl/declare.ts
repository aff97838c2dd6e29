import { AgentError } from "../errors.js";
import type { CallableDecorator } from "./agent-class.js";
import { compileAdvice } from "./compile-advice.js";
import { declarationSymbol } from "./declaration.js";
import type { Declaration, ParamDeclaration, ToolMethodDeclaration } from "./declaration.js";
import { isDescriptor, whenMade } from "./descriptor.js";
import { ensureOwnMetadata } from "./metadata.js";
import type { Metadata } from "./metadata.js";

/** A decorator that records something of a class; decorators of the same thing replace each other. */
export function declareOnClass(said: Omit<Declaration, "params">): CallableDecorator {
  // What it returns is for the form of 2018 alone, in which nothing is typed.
  return (agent, context): unknown => {
    if (isDescriptor(agent)) {
      return whenMade(agent, (made) => record(ensureOwnMetadata(made), said));
    }
    if (typeof agent !== "function") throw unknownForm("a class");
    record(context?.metadata ?? ensureOwnMetadata(agent), said);
    return undefined;
  };
}

/**
 * Where a decorator of a member is called: its context, in the legacy form the member's name, and in
 * the form of 2018 nothing.
 */
type MemberPlace = PropertyKey | Pick<ClassMemberDecoratorContext, "name" | "metadata"> | undefined;

/**
 * Records a param of the class that a field decorator was called in.
 *
 * `target` and `place` are its arguments: `undefined` and a context in the standard form, the class's
 * prototype and the field's name in the legacy form, a descriptor alone in the form of 2018.
 *
 * @returns what the decorator must return
 */
export function declareParam(
  target: object | undefined,
  place: MemberPlace,
  param: ParamDeclaration,
): unknown {
  return declareMember("param", target, place, (own, name) => {
    return { params: { ...own.params, [name]: param } };
  });
}

/**
 * Records a field of the class as live context.
 *
 * `target` and `place` are the decorator's arguments, as for {@link declareParam}.
 *
 * @returns what the decorator must return
 */
export function declareContext(target: object | undefined, place: MemberPlace): unknown {
  return declareMember("context", target, place, (own, name) => {
    return { context: { ...own.context, [name]: true } };
  });
}

/**
 * Records a field of a network as a state.
 *
 * `target` and `place` are the decorator's arguments, as for {@link declareParam}.
 *
 * @returns what the decorator must return
 */
export function declareState(target: object | undefined, place: MemberPlace): unknown {
  return declareMember("state", target, place, (own, name) => {
    return { states: { ...own.states, [name]: true } };
  });
}

/**
 * Records a tool of the class that a method decorator was called in.
 *
 * `target` and `place` are its arguments: the method and a context in the standard form, the class's
 * prototype and the method's name in the legacy form, a descriptor alone in the form of 2018.
 *
 * @returns what the decorator must return
 */
export function declareToolMethod(
  target: object,
  place: MemberPlace,
  tool: ToolMethodDeclaration,
): unknown {
  return declareMember("tool", target, place, (own, name) => {
    return { toolMethods: { ...own.toolMethods, [name]: tool } };
  });
}

function declareMember(
  decorator: string,
  target: object | undefined,
  place: MemberPlace,
  extend: (own: Declaration, name: string) => Partial<Declaration>,
): unknown {
  const recordIn = (metadata: Metadata, name: PropertyKey) => {
    record(metadata, extend(ownDeclaration(metadata), String(name)));
  };
  if (isDescriptor(target)) {
    const { key = "" } = target;
    return whenMade(target, (made) => recordIn(ensureOwnMetadata(made), key));
  }
  if (typeof place === "object") {
    recordIn(metadataOf(decorator, place), place.name);
    return undefined;
  }
  // Of a static member it is the class itself, whose own constructor is every function's.
  const made: unknown = typeof target === "function" ? target : target?.constructor;
  if (place === undefined || typeof made !== "function") throw unknownForm(`@${decorator}`);
  recordIn(ensureOwnMetadata(made), place);
  return undefined;
}

function metadataOf(decorator: string, place: Exclude<MemberPlace, PropertyKey | undefined>) {
  // What compiles to an older draft of the standard than TypeScript, esbuild and Babel's "2023-11" do.
  if (place.metadata === undefined) {
    throw new AgentError(
      "config_invalid",
      `@${decorator} on ${String(place.name)}: the decorators were compiled without metadata. ${compileAdvice}`,
    );
  }
  return place.metadata;
}

function unknownForm(decorated: string): AgentError {
  return new AgentError(
    "config_invalid",
    `${decorated}: the decorators were compiled to an unknown form. ${compileAdvice}`,
  );
}

function ownDeclaration(metadata: Metadata): Declaration {
  return Object.hasOwn(metadata, declarationSymbol)
    ? (metadata[declarationSymbol] as Declaration)
    : { params: {} };
}

function record(metadata: Metadata, said: Partial<Declaration>): void {
  metadata[declarationSymbol] = { ...ownDeclaration(metadata), ...said };
}
