import { AgentError } from "../errors.js";
import type { AgentDecorator } from "./agent-class.js";
import { declarationSymbol } from "./declaration.js";
import type { Declaration, ParamDeclaration } from "./declaration.js";
import { ensureOwnMetadata } from "./metadata.js";
import type { Metadata } from "./metadata.js";

/** A decorator that records something of a class; decorators of the same thing replace each other. */
export function declareOnClass(said: Omit<Declaration, "params">): AgentDecorator {
  return (agent, context) => {
    record(context?.metadata ?? ensureOwnMetadata(agent), said);
  };
}

/**
 * Records a param of the class that a field decorator was called in.
 *
 * `target` and `place` are its arguments: `undefined` and a context in the standard form, the class's
 * prototype and the field's name in the legacy form.
 */
export function declareParam(
  target: object | undefined,
  place: PropertyKey | ClassFieldDecoratorContext,
  param: ParamDeclaration,
): void {
  const name = String(typeof place === "object" ? place.name : place);
  const metadata = fieldMetadata(target, place, name);
  record(metadata, { params: { ...ownDeclaration(metadata).params, [name]: param } });
}

function fieldMetadata(
  target: object | undefined,
  place: PropertyKey | ClassFieldDecoratorContext,
  name: string,
): Metadata {
  if (typeof place !== "object") return ensureOwnMetadata(Reflect.get(target ?? {}, "constructor"));
  // What compiles to an older draft of the standard than TypeScript, esbuild and Babel's "2023-11" do.
  if (place.metadata === undefined) {
    throw new AgentError(
      "config_invalid",
      `@param on ${name}: decorators were compiled without metadata. Compile with tsc, tsx or esbuild, or choose Babel's decorators version "2023-11".`,
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
