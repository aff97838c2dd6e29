import type { Sources } from "../../source/sources.js";
import type { ts } from "../../source/typescript.js";

/** Identifies a class within a project: `"agents/base.ts#BaseAgent"`. */
export function classIdOf(node: ts.ClassLikeDeclaration, sources: Sources): string {
  return `${sources.pathOf(node.getSourceFile())}#${node.name?.text ?? node.pos}`;
}
