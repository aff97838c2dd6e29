import { AgentError } from "../errors.js";
import type { AgentDecorator } from "./agent-class.js";
import { declarationSymbol } from "./declaration.js";
import type { Declaration, ParamDeclaration, ToolMethodDeclaration } from "./declaration.js";
import { ensureOwnMetadata } from "./metadata.js";
import type { Metadata } from "./metadata.js";

/** A decorator that records something of a class; decorators of the same thing replace each other. */
export function declareOnClass(said: Omit<Declaration, "params">): AgentDecorator {
  return (agent, context) => {
    record(context?.metadata ?? ensureOwnMetadata(agent), said);
  };
}

/** Where a decorator of a member is called: its context, or in the legacy form the member's name. */
type MemberPlace = PropertyKey | Pick<ClassMemberDecoratorContext, "name" | "metadata">;

/**
 * Records a param of the class that a field decorator was called in.
 *
 * `target` and `place` are its arguments: `undefined` and a context in the standard form, the class's
 * prototype and the field's name in the legacy form.
 */
export function declareParam(
  target: object | undefined,
  place: MemberPlace,
  param: ParamDeclaration,
): void {
  const name = nameOf(place);
  const metadata = memberMetadata("param", target, place);
  record(metadata, { params: { ...ownDeclaration(metadata).params, [name]: param } });
}

/**
 * Records a tool of the class that a method decorator was called in.
 *
 * `target` and `place` are its arguments: the method and a context in the standard form, the class's
 * prototype and the method's name in the legacy form.
 */
export function declareToolMethod(
  target: object,
  place: MemberPlace,
  tool: ToolMethodDeclaration,
): void {
  const name = nameOf(place);
  const metadata = memberMetadata("tool", target, place);
  record(metadata, { toolMethods: { ...ownDeclaration(metadata).toolMethods, [name]: tool } });
}

function nameOf(place: MemberPlace): string {
  return String(typeof place === "object" ? place.name : place);
}

function memberMetadata(
  decorator: string,
  target: object | undefined,
  place: MemberPlace,
): Metadata {
  if (typeof place !== "object") {
    // Of a static member it is the class itself, whose own constructor is every function's.
    const isClass = typeof target === "function";
    return ensureOwnMetadata(isClass ? target : Reflect.get(target ?? {}, "constructor"));
  }
  // What compiles to an older draft of the standard than TypeScript, esbuild and Babel's "2023-11" do.
  if (place.metadata === undefined) {
    throw new AgentError(
      "config_invalid",
      `@${decorator} on ${nameOf(place)}: decorators were compiled without metadata. Compile with tsc, tsx or esbuild, or choose Babel's decorators version "2023-11".`,
    );
  }
  return place.metadata;
}

function ownDeclaration(metadata: Metadata): Declaration {
  return Object.hasOwn(metadata, declarationSymbol)
    ? (metadata[declarationSymbol] as Declaration)
    : { params: {} };
}

function record(metadata: Metadata, said: Partial<Declaration>): void {
  metadata[declarationSymbol] = { ...ownDeclaration(metadata), ...said };
}
