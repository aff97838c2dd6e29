import type { Sources } from "../../source/sources.js";
import type { ts } from "../../source/typescript.js";

/** What tells a class from all others of a project: `"agents/base.ts#BaseAgent"`. */
export function classIdOf(node: ts.ClassLikeDeclaration, sources: Sources): string {
  return `${sources.pathOf(node.getSourceFile())}#${node.name?.text ?? node.pos}`;
}
